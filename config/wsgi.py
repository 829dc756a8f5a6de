"""The pages as a WSGI application. Serve `config.asgi`: it also runs the jobs where there is no Redis."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
