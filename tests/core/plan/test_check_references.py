from __future__ import annotations

from tests.core.plan.made import make_document, make_field, make_sprint, make_task
from tracker.core.plan.check_references import check_references


def findings_of(*tasks, **values):
    return list(check_references(make_document(*tasks, **values)))


def test_it_finds_a_title_that_turns_its_direction():
    (finding,) = findings_of(make_task("A-1", title="pay \u202e001$"))

    assert (finding.code, finding.level) == ("hidden-characters", "warning")
    assert "U+202E" in finding.message


def test_joined_emoji_in_a_title_are_fine():
    assert findings_of(make_task("A-1", title="Ask 👩\u200d💻")) == []


def test_it_says_what_a_task_depends_on_that_does_not_exist_on_the_line_of_that_field():
    task = make_task(
        "WEB-004",
        line=38,
        unresolved_dependencies=("WEB-999", "WEB-999"),
        fields=(make_field("depends_on", "WEB-999", line=41),),
    )

    (finding,) = findings_of(task)

    assert (finding.code, finding.level, finding.line) == ("unknown-reference", "error", 41)
    assert finding.message == (
        "WEB-004 depends on WEB-999, which this plan does not define. Add it, or remove the dependency."
    )


def test_it_says_what_a_sprint_lists_that_does_not_exist():
    (finding,) = findings_of(make_task("A-1"), sprints=(make_sprint(1, "A-1", unknown_ids=(("A-2", 102),)),))

    assert (finding.code, finding.line) == ("unknown-reference", 102)
    assert "Sprint 1 lists A-2" in finding.message


def test_a_task_without_an_id_is_called_by_its_title():
    task = make_task("k3x9z", id=None, title="Write the guide " * 5, unresolved_dependencies=("B-1",))

    (finding,) = findings_of(task)

    assert finding.message.startswith("“Write the guide Write the guide Write t…” depends on B-1")
    assert finding.task_key == "k3x9z"
