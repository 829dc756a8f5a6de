from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.plan.made import make_field, make_task
from tracker.core.plan.document import Estimate
from tracker.core.plan.merge_fields import (
    TaskStep,
    TaskValues,
    merge_fields,
    merge_steps,
    pair_steps,
    untold_body,
)
from tracker.core.plan.merge_headings import Place

BASE = TaskValues(
    status="todo",
    title="Rotate keys",
    body="- **Action:** rotate",
    estimate=Estimate(8, 8),
    priority="high",
    risk=None,
    agents=("auditor",),
    sprint=1,
    place=Place("1. SECURITY", "1.1 Keys"),
    due=None,
    is_duty=False,
    steps=(TaskStep("Stripe", False), TaskStep("Twilio", False)),
    depends_on=frozenset({"A-1"}),
)


def merged(ours=None, theirs=None, base=BASE):
    results = merge_fields(base, replace(BASE, **(ours or {})), replace(BASE, **(theirs or {})))
    return {merge.field: merge for merge in results}


CHANGES = [
    ("status", "done", "doing"),
    ("title", "Rotate all keys", "Rotate the keys"),
    ("body", "- **Action:** rotate them", "- **Action:** rotate now"),
    ("estimate", Estimate(4, 4), Estimate(8, 16)),
    ("priority", "critical", "low"),
    ("risk", "low", "high"),
    ("agents", ("coder",), ("auditor", "coder")),
    ("sprint", 2, None),
    ("place", Place("1. SECURITY", "1.2 Forms"), Place("2. REST", None)),
    ("is_duty", True, None),
]


@pytest.mark.parametrize(("field", "value", "_other"), CHANGES)
def test_what_only_the_file_changed_is_taken_from_the_file(field, value, _other):
    (merge,) = merged(theirs={field: value}).values()

    assert (merge.field, merge.kind, merge.result) == (field, "file", value)


@pytest.mark.parametrize(("field", "value", "_other"), CHANGES)
def test_what_only_people_changed_stays(field, value, _other):
    assert merged(ours={field: value}) == {}


@pytest.mark.parametrize(("field", "value", "_other"), CHANGES)
def test_what_both_changed_alike_is_fine(field, value, _other):
    assert merged(ours={field: value}, theirs={field: value}) == {}


@pytest.mark.parametrize(("field", "value", "other"), CHANGES[:-1])
def test_what_both_changed_differently_is_a_conflict_preset_by_kind_of_field(field, value, other):
    (merge,) = merged(ours={field: value}, theirs={field: other}).values()

    assert merge.is_conflict
    assert (merge.ours, merge.theirs) == (value, other)
    expected = (value, "ours") if field in ("status", "sprint") else (other, "theirs")
    assert (merge.result, merge.choice) == expected


def test_spacing_and_case_of_names_are_no_change():
    assert (
        merged(theirs={"title": "Rotate  keys ", "agents": ("Auditor",), "body": "- **Action:** rotate  \n"})
        == {}
    )


def test_a_task_in_review_that_left_the_file_as_doing_comes_back_unchanged():
    assert merged(ours={"status": "review"}, theirs={"status": "doing"}) == {}
    assert merged(ours={"status": "review"}, theirs={"status": "done"})["status"].is_conflict


def test_without_a_former_file_every_difference_is_a_conflict():
    merge = merged(ours={"status": "done"}, theirs={"title": "Rotate all"}, base=None)

    assert {field: m.result for field, m in merge.items()} == {"status": "done", "title": "Rotate all"}
    assert all(m.is_conflict for m in merge.values())


def test_ticks_in_the_text_are_no_change_of_the_text():
    body = "- **Checklist:**\n  - [ ] Stripe\n  - [ ] Twilio"
    base = replace(BASE, body=body)
    file = replace(
        base, body=body.replace("[ ] Stripe", "[x] Stripe"), steps=(TaskStep("Stripe", True), BASE.steps[1])
    )

    (merge,) = merge_fields(base, base, file)

    assert merge.field == "steps"


def test_lines_that_tell_a_field_are_no_change_of_the_text():
    def task(hours, action):
        body = f"- **Süre:** {hours} saat\n- **Aksiyon:** {action}\n- [ ] step"
        fields = (make_field("estimate", f"{hours} saat", line=2), make_field("action", action, line=3))
        return make_task(
            "A-1",
            body=body,
            fields=tuple(
                replace(f, label=label) for f, label in zip(fields, ("Süre", "Aksiyon"), strict=True)
            ),
        )

    assert untold_body(task(4, "rotate")) == untold_body(task(8, "rotate")) == "- **Aksiyon:** rotate"
    assert untold_body(task(4, "rotate")) != untold_body(task(4, "rotate all"))


def steps(text):
    """As in "Stripe, Twilio*": a star is a tick."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return tuple(TaskStep(part.rstrip("*"), part.endswith("*")) for part in parts)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        ("a, b", "a*, b", "a, b*", "a*, b*"),
        ("a*, b", "a*, b", "a, b", "a, b"),
        ("a, b", "a, b*", "c, a, b", "c, a, b*"),
        ("a, b", "a, b, c*", "a, b, d", "a, b, d, c*"),
        ("a, b", "a*, b", "b, a", "b, a*"),
        ("a, b", "b", "a, b, c", "b, c"),
        ("a, b", "a, b", "a", "a"),
        ("a, a", "a*, a", "a, a, b", "a*, a, b"),
        ("check the dns", "check the dns*", "check the dns twice", "check the dns twice*"),
    ],
)
def test_each_tick_is_merged_by_itself(base, ours, theirs, result):
    merge = merge_steps(steps(base), steps(ours), steps(theirs))

    assert merge is not None
    assert not merge.is_conflict
    assert merge.result == steps(result)


def test_a_step_gone_from_the_file_after_somebody_ticked_it_is_a_conflict():
    merge = merge_steps(steps("a, b"), steps("a*, b"), steps("b"))

    assert merge is not None
    assert merge.is_conflict
    assert (merge.result, merge.ours, merge.theirs) == (steps("b"), steps("b, a*"), steps("b"))


def test_ticks_of_people_alone_are_no_change():
    assert merge_steps(steps("a, b"), steps("a*, b"), steps("a, b")) is None


STEPS = st.lists(st.builds(TaskStep, st.sampled_from("abcde"), st.booleans()), max_size=5).map(tuple)


@given(STEPS, STEPS)
def test_the_same_checklist_again_changes_nothing_and_an_untouched_one_follows_the_file(base, other):
    assert merge_steps(base, other, base) is None
    followed = merge_steps(base, base, other)
    assert (followed.result if followed else base) == other


@given(STEPS, STEPS)
def test_steps_pair_one_to_one(left, right):
    pairs = pair_steps(left, right)

    assert len(set(pairs.values())) == len(pairs)


def test_dependencies_of_both_sides_go_together():
    merge = merged(ours={"depends_on": frozenset({"A-1", "A-2"})}, theirs={"depends_on": frozenset({"A-3"})})

    assert merge["depends_on"].kind == "both"
    assert merge["depends_on"].result == {"A-2", "A-3"}
    assert merged(ours={"depends_on": frozenset()}) == {}
