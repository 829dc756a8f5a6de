"""Every page has a name, and the view, the action and the tests go by it."""

from __future__ import annotations

from django.urls import path

from tracker.views import (
    account,
    boards,
    checks,
    critical_path,
    documents,
    imports,
    plans,
    readiness,
    reports,
    sign_in_links,
    tasks,
)

urlpatterns = [
    path("sign-in/", account.SignIn.as_view(), name="sign_in"),
    path("sign-in/link/", sign_in_links.sign_in_by_link, name="sign_in_by_link"),
    path("sign-out/", account.SignOut.as_view(), name="sign_out"),
    path("password/", account.ChangePassword.as_view(), name="change_password"),
    path("", plans.plans, name="plans"),
    path("plans/new/", imports.new_plan, name="new_plan"),
    path("plans/<slug:slug>/", plans.plan, name="plan"),
    path("plans/<slug:slug>/import/", imports.import_plan, name="import_plan"),
    path("plans/<slug:slug>/export/", plans.export_plan, name="export_plan"),
    path("plans/<slug:slug>/document/", documents.document, name="document"),
    path("plans/<slug:slug>/sprints/<int:number>/", boards.board, name="board"),
    path("plans/<slug:slug>/sprints/<int:number>/figures/", boards.board_figures, name="board_figures"),
    path("plans/<slug:slug>/unscheduled/", boards.board, name="unscheduled"),
    path("plans/<slug:slug>/unscheduled/figures/", boards.board_figures, name="unscheduled_figures"),
    path("plans/<slug:slug>/critical-path/", critical_path.critical_path, name="critical_path"),
    path("plans/<slug:slug>/critical-path/accept/", critical_path.accept_proposals, name="accept_proposals"),
    path("plans/<slug:slug>/what-if/", critical_path.critical_path, name="what_if"),
    path("plans/<slug:slug>/reports/", reports.reports, name="reports"),
    path("plans/<slug:slug>/reports/<slug:code>.svg", reports.report_svg, name="report_svg"),
    path("plans/<slug:slug>/reports/<slug:code>.csv", reports.report_csv, name="report_csv"),
    path("plans/<slug:slug>/readiness/", readiness.readiness, name="readiness"),
    path("plans/<slug:slug>/readiness/<slug:code>/", readiness.confirm_policy, name="confirm_policy"),
    path("plans/<slug:slug>/checks/", checks.checks, name="checks"),
    path("plans/<slug:slug>/checks/<slug:fingerprint>/mute/", checks.mute_finding, name="mute_finding"),
    path("plans/<slug:slug>/checks/<slug:fingerprint>/unmute/", checks.unmute_finding, name="unmute_finding"),
    path("plans/<slug:slug>/undo/", tasks.undo, name="undo"),
    path("plans/<slug:slug>/tasks/<str:key>/", tasks.task, name="task"),
    path("plans/<slug:slug>/tasks/<str:key>/menu/", tasks.move_menu, name="move_menu"),
    path("plans/<slug:slug>/tasks/<str:key>/move/", tasks.move_task, name="move_task"),
    path("plans/<slug:slug>/tasks/<str:key>/edit/", tasks.edit_task, name="edit_task"),
    path("plans/<slug:slug>/tasks/<str:key>/steps/<int:position>/", tasks.set_step, name="set_step"),
    path("plans/<slug:slug>/tasks/<str:key>/dependencies/", tasks.set_dependency, name="set_dependency"),
    path("plans/<slug:slug>/tasks/<str:key>/comments/", tasks.add_comment, name="add_comment"),
]
