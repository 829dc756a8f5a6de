"""The odds of the finish: against measured figures, against plain Python, and by what must always hold."""

from __future__ import annotations

import heapq
import random
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.core.schedule.readiness_work import plan_work
from tracker.core.plan.document import Estimate
from tracker.core.schedule.forecast import PERCENTS, Forecast, forecast
from tracker.core.schedule.plan_forecast import list_work
from tracker.core.schedule.simulation import ForecastTask
from tracker.core.schedule.uncertainty import ProjectFactor, spread_estimate

SURE = ProjectFactor(sigma=1e-9)


def task(key: str, hours: float = 8, **more: object) -> ForecastTask:
    return replace(ForecastTask(key, Estimate(hours, hours), "medium"), **more)  # type: ignore[arg-type]


def readiness_work(people: int) -> list[ForecastTask]:
    """The readiness plan as three or four people take it up."""
    plan, doubts = plan_work()
    return list_work(plan, doubts, people=people)


def dates_of(odds: Forecast) -> list[float]:
    return [odds.hours_at(percent) for percent in PERCENTS]


def criticality(odds: Forecast) -> dict[str, float]:
    return {one.key: one.criticality for one in odds.tasks}


@pytest.mark.parametrize(
    ("people", "hours", "five_weeks"), [(3, (194, 230, 271), 0.56), (4, (150, 178, 210), 0.92)]
)
def test_it_gives_the_figures_measured_for_the_readiness_plan(
    people: int, hours: tuple[float, ...], five_weeks: float
) -> None:
    work = readiness_work(people)
    assert (len(work), sum(one.estimate.middle_hours for one in work)) == (75, 517)

    odds = forecast(work, people=people)

    assert dates_of(odds) == pytest.approx(hours, rel=0.02)
    assert odds.chance(200) == pytest.approx(five_weeks, abs=0.02)


def test_its_cautious_shape_puts_the_readiness_plan_a_tenth_later() -> None:
    work = readiness_work(3)

    ratio = forecast(work, people=3, is_cautious=True).hours_at(50) / forecast(work, people=3).hours_at(50)

    assert 1.08 < ratio < 1.12


@pytest.mark.parametrize("risk", ["low", "medium", "high", "critical"])
def test_it_draws_durations_as_a_beta_distribution_has_them(risk: str) -> None:
    alone = replace(task("A", 10), risk=risk)  # type: ignore[arg-type]
    low, mode, high = spread_estimate(alone.estimate, alone.risk)
    draw, width = random.Random(5), high - low
    alpha, beta = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
    drawn = sorted(low + width * draw.betavariate(alpha, beta) for _ in range(20_000))

    odds = forecast([alone], people=1, factor=SURE, samples=20_000)

    for percent in (5, 50, 80, 95):
        assert odds.hours_at(percent) == pytest.approx(drawn[percent * 200], rel=0.02)
    assert low <= odds.quantiles[0]
    assert odds.quantiles[-1] <= high


def test_it_draws_cautious_durations_as_a_triangle_has_them() -> None:
    low, mode, high = spread_estimate(Estimate(10, 10), "medium")

    odds = forecast([task("A", 10)], people=1, factor=SURE, is_cautious=True)

    assert odds.mean_hours == pytest.approx((low + mode + high) / 3, rel=0.005)


def test_it_spreads_the_whole_project_by_the_common_factor() -> None:
    """With many tasks the factor is nearly all of the spread: P80 / P50 is e to the power of 0.2 x 0.8416."""
    odds = forecast([task(f"T{n}") for n in range(200)], people=1)

    assert odds.hours_at(80) / odds.hours_at(50) == pytest.approx(1.183, rel=0.01)


def test_it_moves_with_a_learned_factor() -> None:
    work = [task(f"T{n}") for n in range(20)]

    slower = forecast(work, people=2, factor=ProjectFactor(1.5, 0.2, 30))

    assert slower.hours_at(50) == pytest.approx(1.5 * forecast(work, people=2).hours_at(50), rel=0.001)


def test_it_never_lets_more_tasks_run_than_there_are_people() -> None:
    work = [task(f"T{n}", 10, risk=None) for n in range(12)]

    two, three, many = (forecast(work, people=people, factor=SURE).mean_hours for people in (2, 3, 99))

    total = 12 * spread_estimate(Estimate(10, 10), None).mean_hours
    assert total / 2 < two < 1.1 * total / 2
    assert total / 3 < three < 1.15 * total / 3
    assert many == forecast(work, people=12, factor=SURE).mean_hours < three


def test_it_waits_for_predecessors_and_their_lag() -> None:
    chain = [task("A"), task("B", after={"A": 16.0})]

    odds, apart = forecast(chain, people=2, factor=SURE), forecast(chain[:1], people=1, factor=SURE)

    assert odds.quantiles[0] > 2 * apart.quantiles[0] + 15.9
    assert criticality(odds) == {"A": 1.0, "B": 1.0}


def test_it_keeps_a_sprint_behind_the_sprint_before_but_not_the_tasks_without_one() -> None:
    work = [task("A", 40, sprint=1), task("free", 8), task("B", 8, sprint=2)]

    odds = forecast(work, people=3, factor=SURE)

    assert criticality(odds) == {"A": 1.0, "B": 1.0, "free": 0.0}
    assert odds.mean_hours > 48


def test_it_starts_no_task_before_its_day() -> None:
    odds = forecast([task("A", 8, not_before_hours=100.0)], people=1, factor=SURE)

    assert 100 + 8 * 0.85 <= odds.quantiles[0] < 108


def test_it_lets_an_agent_do_one_thing_at_a_time_when_asked() -> None:
    work = [task(f"T{n}", agents=("auditor", "writer")) for n in range(3)]

    free, bound = (
        forecast(work, people=3, factor=SURE, agent_capacity=limits).mean_hours
        for limits in ({}, {"auditor": 1, "writer": 3})
    )

    assert bound > 2.5 * free


def test_its_driving_chain_goes_through_people_too() -> None:
    odds = forecast([task(f"T{n}") for n in range(5)], people=1)

    assert set(criticality(odds).values()) == {1.0}


def test_its_criticality_is_the_share_of_runs_that_a_task_drives() -> None:
    odds = forecast([task("A", 8), task("B", 8), task("C", 2)], people=3)

    shares = criticality(odds)

    assert shares["A"] == pytest.approx(0.5, abs=0.03)
    assert shares["A"] + shares["B"] == pytest.approx(1, abs=1e-9)
    assert shares["C"] == 0


def test_it_names_the_task_first_that_drives_the_spread() -> None:
    work = [task("calm", 40, risk="low"), task("wild", 40, risk="critical"), task("small", 1)]

    odds = forecast(work, people=1)

    assert [one.key for one in odds.tasks] == ["wild", "calm", "small"]
    assert odds.tasks[0].sensitivity > 2 * odds.tasks[1].sensitivity


def test_it_tells_the_chance_of_any_hour_mark() -> None:
    odds = forecast(readiness_work(3), people=3)

    assert [round(odds.chance(odds.hours_at(percent)), 3) for percent in PERCENTS] == [0.5, 0.8, 0.95]
    assert (odds.chance(odds.quantiles[0]), odds.chance(odds.quantiles[-1])) == (0, 1)
    assert (odds.chance(0), odds.chance(1e6)) == (0, 1)
    assert odds.hours_at(100) == odds.quantiles[-1]


def test_its_bins_hold_every_run_once_and_never_grow_too_many() -> None:
    for work in (readiness_work(3), [task(f"T{n}", 40) for n in range(60)]):
        odds = forecast(work, people=3)

        assert sum(one.runs for one in odds.bins) == odds.samples
        assert len(odds.bins) <= 40
        assert odds.bins[0].low_hours <= odds.quantiles[0] < odds.bins[0].high_hours
        assert all(
            one.high_hours == two.low_hours for one, two in zip(odds.bins, odds.bins[1:], strict=False)
        )
        assert odds.bins[0].low_hours % 8 == 0
        middle = sum((one.low_hours + one.high_hours) / 2 * one.runs for one in odds.bins) / odds.samples
        assert middle == pytest.approx(odds.mean_hours, rel=0.01)


def test_it_gives_the_same_figures_again_and_others_for_another_seed() -> None:
    work = readiness_work(3)

    assert forecast(work, people=3) == forecast(work, people=3)
    assert forecast(work, people=3, seed=2).quantiles != forecast(work, people=3).quantiles


def test_dropping_a_task_leaves_the_draws_of_the_others_alone() -> None:
    """Otherwise a what-if would differ by chance as well as by what was changed."""
    chain = [task("A"), task("B"), task("C", 0)]

    with_c, without_c = forecast(chain, people=1), forecast(chain[:2], people=1)

    assert with_c.quantiles == without_c.quantiles


def test_its_runs_agree_with_the_same_schedule_in_plain_python() -> None:
    work, draw = readiness_work(4), random.Random(3)

    finishes = sorted(run_in_plain_python(work, 4, draw) for _ in range(1000))

    odds = forecast(work, people=4)
    assert odds.hours_at(50) == pytest.approx(finishes[500], rel=0.03)
    assert odds.hours_at(80) == pytest.approx(finishes[800], rel=0.03)


def run_in_plain_python(work: list[ForecastTask], people: int, draw: random.Random) -> float:
    """One run, without numpy, packed moments or quantile tables."""
    factor = draw.lognormvariate(0, 0.2)
    free = [0.0] * people
    sprint_ends: dict[int, float] = {}
    for one in work:
        low, mode, high = spread_estimate(one.estimate, one.risk)
        alpha, beta = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
        gate = max((end for n, end in sprint_ends.items() if one.sprint and n < one.sprint), default=0.0)
        start = max(heapq.heappop(free), gate)
        finish = start + factor * (low + (high - low) * draw.betavariate(alpha, beta))
        heapq.heappush(free, finish)
        if one.sprint:
            sprint_ends[one.sprint] = max(sprint_ends.get(one.sprint, 0.0), finish)
    return max(free)


def test_it_refuses_an_order_that_puts_a_task_before_what_it_waits_for() -> None:
    with pytest.raises(ValueError, match="B comes before A"):
        forecast([task("B", after={"A": 0.0}), task("A")], people=1)
    with pytest.raises(ValueError, match="A comes after a task of a later sprint"):
        forecast([task("B", sprint=2), task("A", sprint=1)], people=1)


def test_work_of_nothing_is_finished_at_once() -> None:
    odds = forecast([], people=3)

    assert (odds.hours_at(95), odds.chance(0), odds.bins, odds.tasks) == (0, 1, (), ())
    assert len(odds.quantiles) == len(forecast([task("A")], people=1).quantiles)
    assert forecast([task("A", 0)], people=1).hours_at(95) == 0


def test_it_loads_numpy_only_when_it_computes() -> None:
    code = "import sys, tracker.core.schedule.forecast; print('numpy' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
