"""manage.py demo_history and recompute."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.plans import make_plan
from tracker.models import Plan

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = StringIO()
    call_command(*arguments, stdout=output)
    return output.getvalue()


def test_it_names_the_copy_and_how_much_happened_to_it(plan: Plan) -> None:
    said = run("demo_history", "shop", "--days", "10")
    copy = Plan.objects.get(slug="shop-demo")
    assert said == f"Shop (demo)  [shop-demo]: {copy.want_rev} changes since {copy.start_date}\n"


def test_it_says_that_there_is_no_such_plan(db: None) -> None:
    with pytest.raises(CommandError, match="no plan nowhere"):
        run("demo_history", "nowhere")


def test_it_says_in_a_sentence_that_there_is_a_copy_already(plan: Plan) -> None:
    run("demo_history", "shop")
    with pytest.raises(CommandError, match="shop-demo already"):
        run("demo_history", "shop")


def test_recompute_prints_a_line_for_each_plan_and_brings_it_up_to_date(plan: Plan) -> None:
    make_plan("app")
    lines = run("recompute").splitlines()
    assert [line.split(":")[0] for line in lines] == ["app", "shop"]
    assert all(line.endswith(" s") for line in lines)
    assert not Plan.objects.behind().exists()


def test_recompute_of_one_plan_leaves_the_others_alone(plan: Plan) -> None:
    make_plan("app")
    run("recompute", "shop")
    assert list(Plan.objects.behind().values_list("slug", flat=True)) == ["app"]
    with pytest.raises(CommandError, match="no plan nowhere"):
        run("recompute", "nowhere")
