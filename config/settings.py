"""Django's settings, all of them from the environment (`config.env`); README.md lists what can be set.

Two ways to run: with HAZIR_DEMO=1, which `make run` sets, everything has a value and the data lie in
DATA_FOLDER; otherwise SECRET_KEY, DATABASE_URL and ALLOWED_HOSTS must be given, or nothing starts.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import csp, databases, demo, env, logs, queue

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_FOLDER = Path(env.text("DATA_FOLDER", str(BASE_DIR / "var")))

IS_DEMO = env.flag("HAZIR_DEMO")
DEBUG = False

# Where and for whom

SECRET_KEY = demo.secret(DATA_FOLDER) if IS_DEMO else env.text("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if IS_DEMO else None)
BASE_URL = env.origin("BASE_URL", "http://127.0.0.1:8000" if IS_DEMO else f"https://{ALLOWED_HOSTS[0]}")
IS_HTTPS = BASE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [] if IS_DEMO else [BASE_URL]
TRUSTED_PROXIES = env.text("TRUSTED_PROXIES", "127.0.0.1")
WEB_THREADS = env.number("WEB_THREADS", 8, least=1)

# The app

# django_htmx serves by its middleware alone: as an app it would add another htmx to the static files.
INSTALLED_APPS = [
    "tracker",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "config.apps.SignInAttempts",
    "csp",
]
MIDDLEWARE = [
    "config.middleware.log_request",
    "config.middleware.add_headers",
    "config.middleware.begin_in_the_site_zone",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tracker.htmx.send_to_sign_in",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Data. Sessions stand in the database: a cache of them in each process would keep people signed in whom
# another process signed out, and one in Redis would revive them after an outage.

DATABASES = {
    "default": databases.read(
        env.text("DATABASE_URL", f"sqlite:///{DATA_FOLDER / 'hazir.sqlite3'}" if IS_DEMO else None)
    )
}
REDIS_URL = env.text("REDIS_URL", "")
CACHES = {"default": queue.cache(REDIS_URL)}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# People

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "sign_in"
SIGN_IN_LINK_HOURS = env.number("SIGN_IN_LINK_HOURS", 24, least=1)

# One address is locked out of one account: nobody can lock a colleague out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_ALLOWED_CORS_ORIGINS = None
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "tracker.views.errors.locked_out"
CSRF_FAILURE_VIEW = "tracker.views.errors.csrf_failed"

# Languages and time

LANGUAGE_CODE = env.text("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English")), ("tr", _("Turkish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("TIME_ZONE", demo.time_zone() if IS_DEMO else "UTC")
USE_TZ = True

# Files

STATIC_URL = "static/"
STATIC_ROOT = (
    DATA_FOLDER / "static" if IS_DEMO else Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.HashedStaticFiles"},
}
WHITENOISE_MAX_AGE = 60

# Limits. The first holds for every request body and is enforced before Django sees it.

PLAN_MAX_BYTES = env.number("PLAN_MAX_BYTES", 2 * 1024 * 1024, least=1024)
PLAN_MAX_LINES = env.number("PLAN_MAX_LINES", 100_000, least=1)
PLAN_MAX_LINE_LENGTH = env.number("PLAN_MAX_LINE_LENGTH", 100_000, least=1)
PLAN_MAX_TASKS = env.number("PLAN_MAX_TASKS", 5_000, least=1)
PLAN_MAX_DEPTH = env.number("PLAN_MAX_DEPTH", 40, least=1)
PLAN_MAX_TABLE_CELLS = env.number("PLAN_MAX_TABLE_CELLS", 50_000, least=1)
PLAN_MAX_RANGE = env.number("PLAN_MAX_RANGE", 1_000, least=1)
PLAN_READ_SECONDS = env.number("PLAN_READ_SECONDS", 5, least=1)
REQUEST_MAX_BYTES = 4 * PLAN_MAX_BYTES
# A plan may also come in a form's text field, where a line break takes six bytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * PLAN_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Jobs

globals().update(queue.celery_settings(REDIS_URL, time_zone=TIME_ZONE))

# What browsers are told

CONTENT_SECURITY_POLICY = csp.policy(is_https=IS_HTTPS)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 365 * 24 * 3600) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Entering the browsers' preload list is for the owner of the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING = logs.configuration(
    level=env.text("LOG_LEVEL", "INFO"), folder=DATA_FOLDER if IS_DEMO and DATA_FOLDER.is_dir() else None
)
