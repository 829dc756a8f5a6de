"""When findings come up and go away, and which ones are muted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from tests.plans import task_of
from tracker.actions.figures import recompute_figures
from tracker.actions.findings import mute_finding, unmute_finding
from tracker.actions.imports import import_plan
from tracker.actions.plans import edit_plan
from tracker.actions.tasks import set_step
from tracker.core.errors import IllegalMove, NotFound
from tracker.models import Event, MutedFinding, Plan, SeenFinding
from tracker.queries.checks import check_plan, find_finding, restored, stored_form

TEXT = """# Shop

## Work
- [x] **A-1: Guard**
  - **Estimate:** 4 h
  - [ ] write
  - [x] test
- [ ] **A-2: Ship**
- [ ] **A-3: Tell**
  - **Estimate:** 2 h
"""


@pytest.fixture
def shop(ada: User) -> Plan:
    shop = import_plan(data=TEXT.encode(), by=ada).plan
    look(shop)
    return shop


def look(plan: Plan) -> None:
    recompute_figures(plan_id=plan.pk)
    plan.refresh_from_db()


def seen(plan: Plan, code: str) -> SeenFinding:
    return SeenFinding.objects.get(plan=plan, code=code)


def print_of(plan: Plan, code: str) -> str:
    return next(item.fingerprint for item in check_plan(plan).found if item.finding.code == code)


def test_every_finding_is_kept_with_the_moment_of_the_import(shop: Plan) -> None:
    assert set(SeenFinding.objects.values_list("fingerprint", flat=True)) == {
        item.fingerprint for item in check_plan(shop).found
    }
    assert seen(shop, "done-with-open-steps").seen_since >= shop.revision.imported_at
    assert not SeenFinding.objects.exclude(gone_at=None).exists()


def test_looking_again_at_the_same_plan_changes_nothing(shop: Plan) -> None:
    before = list(SeenFinding.objects.values())
    look(shop)
    assert list(SeenFinding.objects.values()) == before


def test_a_finding_went_away_when_the_plan_was_changed_and_not_when_the_job_looked(
    shop: Plan, ada: User
) -> None:
    set_step(task=task_of(shop, "A-1"), position=0, done=True, by=ada)
    look(shop)
    assert seen(shop, "done-with-open-steps").gone_at == Event.objects.latest("pk").at


def test_a_finding_that_comes_back_is_seen_since_then(shop: Plan, ada: User) -> None:
    first = seen(shop, "done-with-open-steps").seen_since
    for done in (True, False):
        set_step(task=task_of(shop, "A-1"), position=0, done=done, by=ada)
        look(shop)
    again = seen(shop, "done-with-open-steps")
    assert again.gone_at is None
    assert again.seen_since > first


def test_what_changed_without_an_event_is_of_the_moment_of_the_look(shop: Plan) -> None:
    SeenFinding.objects.filter(code="missing-estimate").delete()
    before = timezone.now()
    look(shop)
    assert before <= seen(shop, "missing-estimate").seen_since <= timezone.now()


def test_the_plan_counts_errors_and_warnings_that_nobody_muted(shop: Plan, ada: User) -> None:
    found = check_plan(shop).found
    counted = [item for item in found if item.finding.level != "note"]
    assert shop.open_findings == len(counted) > 1
    mute_finding(plan=shop, found=counted[0], reason="Known", by=ada)
    shop.refresh_from_db()
    assert shop.open_findings == len(counted) - 1
    assert unmute_finding(plan=shop, fingerprint=counted[0].fingerprint, by=ada)
    shop.refresh_from_db()
    assert shop.open_findings == len(counted)


def test_muting_outlives_what_only_moves_or_counts_the_finding(shop: Plan, ada: User) -> None:
    print_ = print_of(shop, "done-with-open-steps")
    mute_finding(plan=shop, found=find_finding(shop, print_), reason="It is fine", by=ada)
    import_plan(data=TEXT.replace("## Work", "A word.\n\n## Work").encode(), by=ada, slug=shop.slug)
    look(shop)
    assert print_of(shop, "done-with-open-steps") == print_
    assert MutedFinding.objects.get().reason == "It is fine"
    assert not SeenFinding.objects.counted().filter(fingerprint=print_).exists()


def test_of_two_who_mute_the_first_ones_reason_stays(shop: Plan, ada: User, bob: User) -> None:
    found = check_plan(shop).found[0]
    mute_finding(plan=shop, found=found, reason="One", by=ada)
    assert mute_finding(plan=shop, found=found, reason="Two", by=bob).reason == "One"


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501, "a\0b"])
def test_muting_needs_a_reason_that_can_be_kept(shop: Plan, ada: User, reason: str) -> None:
    with pytest.raises(IllegalMove):
        mute_finding(plan=shop, found=check_plan(shop).found[0], reason=reason, by=ada)
    assert not MutedFinding.objects.exists()


def test_a_finding_that_went_away_cannot_be_found(shop: Plan, ada: User) -> None:
    print_ = print_of(shop, "done-with-open-steps")
    set_step(task=task_of(shop, "A-1"), position=0, done=True, by=ada)
    with pytest.raises(NotFound):
        find_finding(shop, print_)


def test_the_plans_settings_are_what_the_checks_assume(shop: Plan, ada: User) -> None:
    before = {item.fingerprint: item.finding.message for item in check_plan(shop).found}
    edit_plan(plan=shop, values={"default_estimate_hours": 12.0}, by=ada)
    after = {item.fingerprint: item.finding.message for item in check_plan(shop).found}
    assert before.keys() == after.keys()
    assert "12 hours" in "".join(after.values())


def test_a_plan_without_a_file_is_computed_and_has_no_findings(plan: Plan) -> None:
    look(plan)
    assert plan.figures.revision == plan.have_rev
    assert plan.open_findings is None


def test_a_stored_sentence_says_the_same(shop: Plan) -> None:
    for item in check_plan(shop).found:
        sentence: Any = item.finding.sentence
        assert restored(stored_form(sentence)) == sentence
    assert timezone.now() - seen(shop, "no-dependencies").seen_since < timedelta(minutes=1)
