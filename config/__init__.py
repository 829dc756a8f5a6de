"""The house around the tracker: settings, servers, the job queue."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
