"""Rules in the notes of a plan: the clear ones are read, everything else is left to people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.core.policies import Policy, names_deployment, names_go_live, read_policies

PLAN = Path(__file__).parents[2] / "fixtures" / "metropolitan.md"


def codes(*notes: str) -> list[str]:
    return [policy.code for policy in read_policies(notes)]


def test_it_reads_the_four_rules_of_the_readiness_plan_and_not_its_other_notes() -> None:
    notes = PLAN.read_text(encoding="utf-8").partition("## Notlar")[2]

    policies = read_policies(re.findall(r"^\d\. (.*)", notes, flags=re.MULTILINE))

    assert [(policy.code, policy.count) for policy in policies] == [
        ("critical-first", None),
        ("regression-test", None),
        ("reviewers", 2),
        ("no-friday-deployment", None),
    ]
    assert policies[-1].note == "Production Deployment: Cuma günleri deploy yapma!"


@pytest.mark.parametrize(
    "note",
    [
        "No deployments on Fridays.",
        "Never deploy to production on a Friday!",
        "We do not release on Fridays",
        "**Fridays:** no deploys",
        "Friday deployments are forbidden.",
        "Deployments are not allowed on Fridays.",
        "Deploying on Fridays is prohibited.",
        "Cuma günü deploy yok",
        "CUMA GÜNLERİ DEPLOY YAPMAYIN!",
        "Cuma günleri production'a deploy yapılmamalı.",
        "Cuma dağıtım yapılmaz",
    ],
)
def test_it_reads_that_nothing_is_deployed_on_fridays(note: str) -> None:
    assert codes(note) == ["no-friday-deployment"]


@pytest.mark.parametrize(
    "note",
    [
        "We deploy on Fridays.",
        "Deploy on Friday, no exceptions.",
        "Why don't we deploy on Fridays?",
        "Don't forget to deploy on Friday.",
        "Never deploy on Friday without tests.",
        "No deployments on Friday afternoon.",
        "It is not forbidden to deploy on Fridays.",
        "No meetings on Fridays, deploy on Mondays.",
        "Cuma günleri deploy yapmalıyız.",
        "Cuma günleri deploy yapılabilir.",
        "Cuma günleri deploy yapılır mı?",
        "Cuma günleri toplantı yok",
    ],
)
def test_it_reads_nothing_about_fridays_where_that_is_not_said(note: str) -> None:
    assert codes(note) == []


@pytest.mark.parametrize(
    ("note", "count"),
    [
        ("Every PR needs at least 2 reviewers", 2),
        ("Code review: each pull request requires two approvals.", 2),
        ("At least three reviewers for each merge request", 3),
        ("Her PR için en az iki onay gerekli", 2),
    ],
)
def test_it_reads_how_many_review_a_change(note: str, count: int) -> None:
    assert read_policies([note]) == (Policy("reviewers", note, count),)


@pytest.mark.parametrize(
    "note",
    [
        "A PR does not need at least 2 reviewers.",
        "Two reviewers would be nice for a PR.",
        "Her PR için en az 2 reviewer gerekmez",
        "We have at least 2 reviewers in the team.",
        "Every PR needs at least 1 reviewer",
    ],
)
def test_it_reads_no_number_of_reviewers_where_none_is_asked_for(note: str) -> None:
    assert codes(note) == []


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("CRITICAL and HIGH priority tasks must be completed first.", "critical-first"),
        ("Critical & high first", "critical-first"),
        ("Kritik ve yüksek öncelikli işler önce tamamlanmalıdır", "critical-first"),
        ("Regression tests must be run at the end of every sprint.", "regression-test"),
        ("After each sprint, run the full regression suite.", "regression-test"),
        ("Her sprintin sonunda regresyon testleri çalıştırılmalı", "regression-test"),
    ],
)
def test_it_reads_what_comes_first_and_what_closes_a_sprint(note: str, code: str) -> None:
    assert codes(note) == [code]


@pytest.mark.parametrize(
    "note",
    [
        "CRITICAL and HIGH tasks need not be completed first.",
        "Critical and high tasks are listed in section 1.",
        "CRITICAL ve HIGH task'lar önce tamamlanmamalı",
        "At the end of each sprint we talk about regression.",
        "Regression tests are not run after every sprint.",
        "Her sprint sonunda demo yapılmalı",
        "",
    ],
)
def test_it_reads_no_rule_from_what_only_sounds_like_one(note: str) -> None:
    assert codes(note) == []


def test_it_reads_a_rule_once_and_leaves_endless_sentences_alone() -> None:
    assert codes("No deploys on Fridays.", "Cuma deploy yok") == ["no-friday-deployment"]
    assert codes("PR " * 20_000 + "at least 2 reviewers") == []


@pytest.mark.parametrize(
    ("title", "is_go_live", "is_deployment"),
    [
        ("8. DEPLOYMENT & GO-LIVE", True, True),
        ("8.1 Pre-Deployment Checklist", True, False),
        ("8.3 Post-Deployment Verification", True, False),
        ("CANLIYA GEÇİŞ", True, True),
        ("5. PRODUCTION INFRASTRUCTURE", False, False),
        ("Redeployed docs", False, False),
    ],
)
def test_it_tells_titles_about_going_live(title: str, is_go_live: bool, is_deployment: bool) -> None:
    assert (names_go_live(title), names_deployment(title)) == (is_go_live, is_deployment)
