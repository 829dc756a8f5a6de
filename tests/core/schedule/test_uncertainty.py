"""How wide one estimate is, and what finished tasks teach about all of them."""

from __future__ import annotations

from math import exp, log

import pytest

from tracker.core.plan.document import Estimate, Level
from tracker.core.schedule.uncertainty import FinishedTask, ProjectFactor, calibrate, spread_estimate


def finished(ratio: float, count: int = 1, risk: Level = "low") -> list[FinishedTask]:
    estimate = Estimate(8, 8)
    return [FinishedTask(estimate, risk, ratio * spread_estimate(estimate, risk).mean_hours)] * count


@pytest.mark.parametrize(
    ("risk", "mean"), [("low", 1.03), ("medium", 1.08), ("high", 1.13), ("critical", 1.21), (None, 1.08)]
)
def test_a_single_figure_is_widened_by_risk(risk: Level | None, mean: float) -> None:
    assert spread_estimate(Estimate(100, 100), risk).mean_hours == pytest.approx(100 * mean, abs=0.5)


@pytest.mark.parametrize(
    ("risk", "above"), [("low", 1.1), ("medium", 1.25), ("high", 1.5), ("critical", 1.9)]
)
def test_a_range_keeps_its_middle_as_the_likeliest(risk: Level, above: float) -> None:
    spread = spread_estimate(Estimate(24, 32), risk)

    assert spread == pytest.approx((0.9 * 24, 28, above * 32))


def test_the_likeliest_lies_where_it_lies_between_the_ends() -> None:
    assert spread_estimate(Estimate(10, 10), "high").mode_position == pytest.approx((10 - 8) / (20 - 8))


def test_no_work_has_no_spread() -> None:
    assert spread_estimate(Estimate(0, 0), "high").mode_position == 0.5


def test_the_factor_is_an_assumption_until_twenty_tasks_are_done() -> None:
    assert calibrate(finished(2, 19)) == ProjectFactor(1.0, 0.2, 0)
    assert calibrate([*finished(2, 19), FinishedTask(Estimate(0, 0), "low", 8)]) == ProjectFactor()
    assert str(ProjectFactor().explain()).startswith(
        "All estimates may be wrong together, by about 22 % either"
    )


def test_the_factor_moves_to_what_twenty_tasks_took_and_grows_surer() -> None:
    factor = calibrate(finished(1.5, 20))

    assert factor.median == pytest.approx(1.5, rel=0.01)
    assert (factor.sigma, factor.finished_tasks) == (0.1, 20)
    assert str(factor.explain()).endswith("work takes 1.49 times what was estimated, give or take 11 %.")


def test_wild_ratios_teach_less_than_even_ones() -> None:
    wild = calibrate(finished(0.5, 10) + finished(exp(2 * log(1.5) - log(0.5)), 10))

    assert 1.0 < wild.median < calibrate(finished(1.5, 20)).median
    assert 0.1 < wild.sigma < 0.2


def test_more_tasks_teach_more() -> None:
    few, many = (calibrate(finished(1, n) + finished(2, n)) for n in (10, 100))

    assert 1 < few.median < many.median < 2**0.5


def test_it_measures_against_the_spread_so_that_risk_is_not_counted_twice() -> None:
    """A task of high risk that takes the 13 % more that its spread expects teaches nothing new."""
    assert calibrate(finished(1, 30, "high")).median == pytest.approx(1)


def test_a_forgotten_tick_counts_as_ten_times_at_most() -> None:
    assert calibrate(finished(1, 20) + finished(500)) == calibrate(finished(1, 20) + finished(10))
