"""Burndown: what each event does to the charts, and that a day that is over never changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.core.schedule.burndown import Amount, Burndown, Point, SprintSpan, TaskEvent, compute_burndown
from tracker.core.schedule.calendar import Calendar

MONDAY = date(2025, 10, 20)
FRIDAY = MONDAY + timedelta(days=4)
SPRINT_1 = SprintSpan(1, MONDAY, FRIDAY)
SPRINT_2 = SprintSpan(2, MONDAY + timedelta(days=7), FRIDAY + timedelta(days=7))


def moment(day: int, hour: int = 10) -> datetime:
    """`hour` o'clock on the day that comes `day` days after the Monday, in UTC."""
    return datetime(2025, 10, 20, hour, tzinfo=UTC) + timedelta(days=day)


def created(
    task: str, day: int = 0, hours: float | None = 8, sprint: int | None = 1, **more: object
) -> TaskEvent:
    new = {"status": "todo", "sprint": sprint, "estimate_hours": hours, "is_duty": False, **more}
    return TaskEvent(moment(day, 9), task, "task", None, new)


def changed(task: str, field: str, new: object, day: int, hour: int = 10) -> TaskEvent:
    return TaskEvent(moment(day, hour), task, field, None, new)


def draw(*events: TaskEvent, through: int = 4, **settings: object) -> Burndown:
    options: dict[str, object] = {"calendar": Calendar(), "sprints": (SPRINT_1, SPRINT_2)}
    last_day = MONDAY + timedelta(days=through)
    return compute_burndown(events, through=last_day, **(options | settings))  # type: ignore[arg-type]


def last(*events: TaskEvent, through: int = 4, sprint: int | None = None, **settings: object) -> Point:
    burndown = draw(*events, through=through, **settings)
    chart = burndown.plan if sprint is None else burndown.sprints[sprint - 1]
    return chart.points[-1]


def test_it_takes_what_stands_at_the_end_of_the_first_day_as_the_commitment() -> None:
    point = last(created("A"), created("B", hours=4), changed("B", "estimate", 6, day=0, hour=12))

    assert point.committed == Amount(14, 2)
    assert (point.added, point.removed, point.reestimated_hours) == (Amount(), Amount(), 0)


def test_it_counts_what_comes_later_as_added() -> None:
    point = last(created("A"), created("B", day=1, hours=5))

    assert (point.committed, point.added, point.left) == (Amount(8, 1), Amount(5, 1), Amount(13, 2))


def test_it_burns_down_when_a_task_is_done_and_up_again_when_it_is_unticked() -> None:
    story = (created("A"), created("B"), changed("A", "status", "done", 1), changed("A", "status", "todo", 3))

    left = [point.left.hours for point in draw(*story).plan.points]

    assert left == [16, 8, 8, 16, 16]


@pytest.mark.parametrize("way_out", [("status", "dropped"), ("archived", True), ("is_duty", True)])
def test_it_counts_what_drops_out_as_removed_and_what_returns_as_added(way_out: tuple[str, object]) -> None:
    field, value = way_out
    way_back = "todo" if field == "status" else False
    gone = (created("A"), created("B"), changed("A", field, value, 1))

    back = (*gone, changed("A", field, way_back, 2))

    assert (last(*gone).removed, last(*gone).left) == (Amount(8, 1), Amount(8, 1))
    assert (last(*back).added, last(*back).left) == (Amount(8, 1), Amount(16, 2))


def test_it_takes_the_done_work_of_a_removed_task_along_so_that_nothing_less_is_left() -> None:
    story = (created("A"), created("B"), changed("A", "status", "done", 1), changed("A", "archived", True, 2))

    point = last(*story)

    assert (point.removed, point.done, point.left) == (Amount(8, 1), Amount(), Amount(8, 1))


def test_it_shows_a_new_estimate_as_a_change_of_scope_and_not_as_work_done() -> None:
    point = last(created("A"), changed("A", "estimate", [10, 14], 2))

    assert (point.reestimated_hours, point.left.hours, point.scope.hours, point.done.hours) == (4, 12, 12, 0)


def test_it_reads_the_range_that_a_task_was_created_with() -> None:
    begun = TaskEvent(moment(0), "A", "task", None, {"status": "todo", "sprint": 1, "estimate": [24.0, 32.0]})

    assert last(begun).left == Amount(28, 1)


def test_it_never_counts_duties() -> None:
    assert last(created("A"), created("D", is_duty=True), changed("D", "status", "done", 1)).scope == Amount(
        8, 1
    )


def test_it_counts_the_default_for_a_task_without_an_estimate() -> None:
    assert last(created("A", hours=None), default_hours=6.0).left == Amount(6, 1)


def test_it_passes_over_the_undone_creation_of_a_task_and_events_of_no_known_task() -> None:
    point = last(created("A"), changed("A", "task", None, 1), changed("ghost", "status", "done", 1))

    assert (point.removed, point.left) == (Amount(8, 1), Amount())


def test_it_passes_over_fields_that_change_no_work() -> None:
    before, after = last(created("A")), last(created("A"), changed("A", "title", "New", 1))

    assert before == after


def test_it_books_a_move_as_removed_here_and_added_there_and_as_nothing_for_the_plan() -> None:
    story = (created("A"), created("B", sprint=2), changed("A", "sprint", 2, 8, hour=12))
    still_open = SprintSpan(1, MONDAY, FRIDAY + timedelta(days=7))

    burndown = draw(*story, through=9, sprints=(still_open, SPRINT_2))

    here, there, plan = (
        burndown.sprints[0].points[-1],
        burndown.sprints[1].points[-1],
        burndown.plan.points[-1],
    )
    assert (here.removed, here.left) == (Amount(8, 1), Amount())
    assert (there.committed, there.added) == (Amount(8, 1), Amount(8, 1))
    assert (plan.added, plan.removed, plan.left) == (Amount(), Amount(), Amount(16, 2))


def test_it_keeps_the_chart_of_an_ended_sprint_when_leftovers_move_on() -> None:
    story = (created("A"), created("B"), changed("A", "status", "done", 2))
    leftovers = (
        changed("B", "sprint", 2, 7),
        changed("A", "status", "todo", 8),
        changed("B", "estimate", 1, 8),
    )

    before, after = draw(*story, through=9), draw(*story, *leftovers, through=9)

    assert after.sprints[0] == before.sprints[0]
    assert after.sprints[0].points[-1].left == Amount(8, 1)
    assert after.sprints[1].points[-1].left == Amount(1, 1)
    assert after.plan.points[-1].left == Amount(9, 2)


def test_it_ends_the_chart_of_a_sprint_when_it_is_closed_early() -> None:
    closed = SprintSpan(1, MONDAY, FRIDAY, closed_at=moment(2, 15))
    story = (created("A"), created("B"), changed("A", "status", "done", 2, hour=11))

    burndown = draw(*story, changed("B", "sprint", 2, 2, hour=15), sprints=(closed,))

    chart = burndown.sprints[0]
    assert [point.day for point in chart.points] == [MONDAY + timedelta(days=n) for n in range(3)]
    assert (chart.done, chart.points[-1].left, chart.is_over) == (Amount(8, 1), Amount(8, 1), True)


def test_closing_a_sprint_late_adds_nothing_to_it() -> None:
    late = SprintSpan(1, MONDAY, FRIDAY, closed_at=moment(8))
    story = (created("A"), changed("A", "status", "done", 7))

    assert draw(*story, through=9, sprints=(late,)).sprints[0] == draw(*story, through=9).sprints[0]


def test_it_counts_work_done_before_a_sprint_as_committed_and_done() -> None:
    point = last(created("A", sprint=2), changed("A", "status", "done", 1), through=7, sprint=2)

    assert (point.committed, point.done, point.left) == (Amount(8, 1), Amount(8, 1), Amount())


def test_its_ideal_line_is_flat_on_days_off_and_ends_at_nothing() -> None:
    calendar = Calendar(days_off={MONDAY + timedelta(days=1)})
    end = MONDAY + timedelta(days=8)

    ideal = draw(created("A", hours=60), end=end, calendar=calendar).plan.ideal

    assert [round(point.hours, 6) for point in ideal] == [50, 50, 40, 30, 20, 20, 20, 10, 0]
    assert [point.day for point in ideal] == [MONDAY + timedelta(days=n) for n in range(9)]


def test_its_ideal_line_stays_level_where_nobody_works() -> None:
    weekend = SprintSpan(1, MONDAY + timedelta(days=5), MONDAY + timedelta(days=6))

    chart = draw(created("A"), through=6, sprints=(weekend,)).sprints[0]

    assert [(point.hours, point.tasks) for point in chart.ideal] == [(8, 1), (8, 1)]


def test_its_plan_chart_begins_on_the_given_day_and_holds_what_came_before() -> None:
    chart = draw(created("A", day=-3), created("B", day=0), start=MONDAY).plan

    assert (chart.points[0].day, chart.points[0].committed) == (MONDAY, Amount(16, 2))


def test_it_draws_nothing_before_the_first_event_and_nothing_without_any() -> None:
    assert draw().plan.points == ()
    assert draw(created("A", day=9)).plan.points == ()
    assert draw(created("A"), start=MONDAY + timedelta(days=9)).plan.points == ()
    assert draw().plan.committed == Amount()


def test_it_shows_what_each_week_finished_and_takes_an_untick_off_the_week_of_the_untick() -> None:
    story = (
        created("A"),
        created("B", hours=4),
        created("C", hours=2, status="done"),
        changed("A", "status", "done", 2),
        changed("B", "status", "done", 3),
        changed("A", "archived", True, 4),
        changed("B", "estimate", 7, 8),
        changed("B", "status", "doing", 9),
        changed("C", "status", "todo", 9),
    )

    weeks = draw(*story, through=15).weeks

    assert [week.monday for week in weeks] == [MONDAY + timedelta(days=7 * n) for n in range(3)]
    assert [week.finished for week in weeks] == [Amount(12, 2), Amount(-4, -1), Amount()]


def test_its_weeks_begin_with_the_week_of_the_first_day() -> None:
    early = (created("A", day=-3), changed("A", "status", "done", -2))

    assert [week.monday for week in draw(*early, start=MONDAY, through=8).weeks] == [
        MONDAY,
        MONDAY + timedelta(days=7),
    ]


def test_the_velocity_of_a_sprint_is_what_was_done_when_it_ended() -> None:
    story = (created("A"), created("B"), changed("A", "status", "done", 4), changed("B", "status", "done", 7))

    chart = draw(*story, through=9).sprints[0]

    assert (chart.committed, chart.done, chart.is_over) == (Amount(16, 2), Amount(8, 1), True)


def test_it_sums_small_parts_without_a_rest() -> None:
    story = [created(f"T{n}", hours=0.1) for n in range(10)]
    story += [changed(f"T{n}", "status", "done", 1) for n in range(10)]

    assert (last(*story).left, last(*story).done.hours) == (Amount(), 1.0)


@pytest.mark.parametrize(
    ("zone", "last_minute", "day_length"),
    [
        ("Europe/Warsaw", "2025-10-26T23:59+01:00", 25),
        ("Europe/Warsaw", "2025-03-30T23:59+02:00", 23),
        ("America/Sao_Paulo", "2018-11-04T23:59-02:00", 23),
        ("America/Havana", "2025-11-02T23:59-05:00", 25),
        ("Pacific/Kiritimati", "2025-01-01T23:59+14:00", 24),
        ("Pacific/Pago_Pago", "2025-01-01T23:59-11:00", 24),
    ],
)
def test_it_parts_days_at_the_plan_s_midnight_also_when_the_clock_changes(
    zone: str, last_minute: str, day_length: int
) -> None:
    end = datetime.fromisoformat(last_minute)
    before_dawn = end - timedelta(hours=day_length) + timedelta(minutes=1)
    story = [
        TaskEvent(before_dawn - timedelta(minutes=1), "A", "task", None, {"estimate_hours": 1}),
        TaskEvent(before_dawn, "B", "task", None, {"estimate_hours": 2}),
        TaskEvent(end, "C", "task", None, {"estimate_hours": 4}),
        TaskEvent(end + timedelta(minutes=1), "D", "task", None, {"estimate_hours": 8}),
    ]

    points = compute_burndown(
        story, calendar=Calendar(time_zone=ZoneInfo(zone)), through=end.date() + timedelta(days=1)
    ).plan.points

    assert [point.left.hours for point in points] == [1, 7, 15]


def test_it_plays_the_repeated_hour_of_autumn_in_the_order_of_real_time() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    first = datetime(2025, 10, 26, 2, 50, tzinfo=warsaw, fold=0)
    second = datetime(2025, 10, 26, 2, 10, tzinfo=warsaw, fold=1)
    story = [
        TaskEvent(second, "A", "status", "todo", "done"),
        TaskEvent(first, "A", "task", None, {"estimate_hours": 3}),
    ]

    point = compute_burndown(story, calendar=Calendar(time_zone=warsaw), through=first.date()).plan.points[-1]

    assert point.done == Amount(3, 1)
