"""Django's admin: everything looked at, searched and filtered; what has rules is changed by actions only."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tracker.admin import history, people, plan_parts, plans, tasks

__all__ = ["history", "people", "plan_parts", "plans", "tasks"]

admin.site.site_header = "Hazır"
admin.site.site_title = _("Hazır administration")
admin.site.index_title = _("Plans, people and what happened")
