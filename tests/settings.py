"""The settings under test: production's, but for hashing that is fast and files that need no collecting."""

from config.settings import *  # noqa: F403
from config.settings import DATA_FOLDER, DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = DATA_FOLDER / "static"
STATIC_ROOT.mkdir(exist_ok=True)

# A file, not memory, so that the threads of a live site see the same rows.
DATABASES["default"] |= {"CONN_MAX_AGE": 0, "TEST": {"NAME": str(DATA_FOLDER / "test.sqlite3")}}
if DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": "test_hazir"}
