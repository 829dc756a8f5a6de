"""Every route of the app: where it stands, what is sent to it, and who may read or change there.

`reads` and `writes` name the least role that may: a role of the plan, "account" for everybody who is signed
in, "anyone" for those who are not either, "admin" for superusers, None where the method is not answered.
Braces in a path stand for what the fixture `shop` knows only when it is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TEXT = """# Shop

## Work
- [ ] **TS-1: Guard**
  - **Estimate:** 4 h
  - [ ] write
- [ ] **TS-2: Ship**
- [x] **TS-3: Tell**
  - [ ] test

## Notes
1. **Review:** Every pull request needs two reviewers.

## Sprints
### Sprint 1 (1 week)
- TS-1
- TS-2
### Sprint 2 (1 week)
- TS-3
### Sprint 3 (1 week)
"""
NEW_TEXT = TEXT.replace("Guard", "Guard well")


@dataclass(frozen=True, slots=True)
class Route:
    path: str
    reads: str | None = None
    writes: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    read_codes: tuple[int, ...] = (200,)
    write_codes: tuple[int, ...] = (303,)


PLAN = "/plans/shop/"
TASK = f"{PLAN}tasks/TS-1/"
SETTINGS = f"{PLAN}settings/"
VERSION = {"version": "1"}
SETTINGS_DATA = {
    "title": "Shop", "start_date": "2026-11-30", "people": "5", "hours_per_day": "8", "country": "",
    "default_estimate_hours": "8", "weekdays": ["1", "2"], "time_zone": "Europe/Istanbul", "days_off": "",
}  # fmt: skip
SPRINT_DATES = {
    "starts-1": "2027-01-04", "ends-1": "2027-01-08", "starts-2": "2027-01-11", "ends-2": "2027-01-15",
    "starts-3": "2027-01-18", "ends-3": "2027-01-22",
}  # fmt: skip
NEW_SPRINT = {"title": "Launch", "starts_on": "2027-02-01", "ends_on": "2027-02-05"}

ROUTES = {
    # Signing in and out
    "sign_in": Route("/sign-in/", "anyone", "anyone", {}, (200, 302), (200, 302)),
    "sign_in_by_link": Route("/sign-in/link/", "anyone", "anyone", {}, (302,), (302,)),
    "sign_out": Route("/sign-out/", None, "anyone", {}, write_codes=(302,)),
    "set_language": Route("/language/", "anyone", "anyone", {"language": "tr"}, (302, 204), (302, 204)),
    "change_password": Route("/password/", "account", "account", {}, write_codes=(200,)),
    # Plans
    "plans": Route("/", "account"),
    "new_plan": Route("/plans/new/", "account", "account", {"text": TEXT}, write_codes=(200,)),
    "plan": Route(PLAN, "viewer", read_codes=(302,)),
    "import_plan": Route(f"{PLAN}import/", "manager", "manager", {"text": NEW_TEXT}, write_codes=(200,)),
    "export_plan": Route(f"{PLAN}export/", "viewer"),
    "document": Route(f"{PLAN}document/", "viewer"),
    "board": Route(f"{PLAN}sprints/1/", "viewer"),
    "board_figures": Route(f"{PLAN}sprints/1/figures/", "viewer", read_codes=(200, 204)),
    "unscheduled": Route(f"{PLAN}unscheduled/", "viewer"),
    "unscheduled_figures": Route(f"{PLAN}unscheduled/figures/", "viewer", read_codes=(200, 204)),
    # What is computed
    "critical_path": Route(f"{PLAN}critical-path/", "viewer"),
    "accept_proposals": Route(f"{PLAN}critical-path/accept/", None, "member", {"link": "TS-2>TS-1"}),
    "what_if": Route(f"{PLAN}what-if/", "viewer"),
    "apply_what_if": Route(
        f"{PLAN}what-if/apply/", None, "manager",
        {"people": "5", "start": "2026-11-30", "order": "1", "sure": "1"},
    ),
    "reports": Route(f"{PLAN}reports/", "viewer"),
    "report_svg": Route(f"{PLAN}reports/burndown.svg", "viewer"),
    "report_csv": Route(f"{PLAN}reports/burndown.csv", "viewer"),
    "find_task": Route(f"{PLAN}find/?q=ts", "viewer"),
    "readiness": Route(f"{PLAN}readiness/", "viewer"),
    "confirm_policy": Route(f"{PLAN}readiness/reviewers/", None, "manager", {"confirmed": "1"}),
    # Checks
    "checks": Route(f"{PLAN}checks/", "viewer"),
    "mute_finding": Route(f"{PLAN}checks/{{print}}/mute/", None, "member", {"reason": "Known"}),
    "unmute_finding": Route(f"{PLAN}checks/{{print}}/unmute/", None, "member"),
    # Settings
    "settings": Route(SETTINGS, "manager", "manager", SETTINGS_DATA),
    "move_sprints": Route(f"{SETTINGS}sprints/", None, "manager", SPRINT_DATES),
    "add_sprint": Route(f"{SETTINGS}sprints/new/", None, "manager", NEW_SPRINT),
    "remove_sprint": Route(f"{SETTINGS}sprints/3/remove/", None, "manager"),
    "close_sprint": Route(f"{SETTINGS}sprints/1/", None, "manager", {"carry_over": "1"}),
    "set_role": Route(f"{SETTINGS}people/", None, "manager", {"username": "vera", "role": "member"}),
    "invite_person": Route(
        f"{SETTINGS}people/new/", None, "admin", {"username": "eve", "role": "member"}, write_codes=(200,)
    ),
    "remove_member": Route(f"{SETTINGS}people/{{vera}}/", None, "manager"),
    "archive_plan": Route(f"{SETTINGS}archive/", None, "manager"),
    "changes": Route(f"{PLAN}changes/", "viewer"),
    # Tasks
    "undo": Route(f"{PLAN}undo/?event={{event}}", None, "member"),
    "task": Route(TASK, "viewer"),
    "move_menu": Route(f"{TASK}menu/", "member"),
    "move_task": Route(f"{TASK}move/", None, "member", VERSION | {"status": "done"}),
    "add_task": Route(f"{PLAN}new-task/?sprint=1", "member", "member", {"title": "Paint", "section": "0"}),
    "archive_task": Route(f"{TASK}archive/", None, "member", VERSION),
    "edit_task": Route(f"{TASK}edit/", None, "member", VERSION | {"priority": "low"}),
    "set_step": Route(f"{TASK}steps/0/", None, "member", {"done": "1"}),
    "set_dependency": Route(f"{TASK}dependencies/", None, "member", {"waits_for": "TS-3"}),
    "add_comment": Route(f"{TASK}comments/", None, "member", {"text": "Hello"}),
}  # fmt: skip

# Parts of the plan “other” asked for below “shop”: path, and data of a change where it is one.
STRANGERS: dict[str, tuple[str, dict[str, str] | None]] = {
    "task": (f"{PLAN}tasks/OT-1/", None),
    "move_menu": (f"{PLAN}tasks/OT-1/menu/", None),
    "move_task": (f"{PLAN}tasks/OT-1/move/", VERSION | {"status": "done"}),
    "archive_task": (f"{PLAN}tasks/OT-1/archive/", VERSION),
    "edit_task": (f"{PLAN}tasks/OT-1/edit/", VERSION | {"priority": "low"}),
    "set_step": (f"{PLAN}tasks/OT-1/steps/0/", {"done": "1"}),
    "set_dependency": (f"{PLAN}tasks/OT-1/dependencies/", {"waits_for": "TS-1"}),
    "add_comment": (f"{PLAN}tasks/OT-1/comments/", {"text": "Hello"}),
    "undo": (f"{PLAN}undo/?event={{other_event}}", {}),
    "board": (f"{PLAN}sprints/7/", None),
    "board with a task": (f"{PLAN}sprints/1/?task=OT-1", None),
    "close_sprint": (f"{SETTINGS}sprints/7/", {"carry_over": "1"}),
    "remove_sprint": (f"{SETTINGS}sprints/7/remove/", {}),
    "remove_member": (f"{SETTINGS}people/{{otto}}/", {}),
    "mute_finding": (f"{PLAN}checks/{{other_print}}/mute/", {"reason": "Known"}),
}
