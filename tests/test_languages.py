"""Pages in Turkish say nothing in English, figures are written as Turkish has them, a choice stays."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.catalogue import load
from tests.plans import make_person, task_of
from tracker.actions.figures import recompute_figures
from tracker.actions.imports import import_plan
from tracker.actions.tasks import edit_task, set_status, set_step
from tracker.admin.base import range_text
from tracker.core.text import Sentence
from tracker.forms import EstimateField
from tracker.models import Plan
from tracker.queries.stored import stored_sentence
from tracker.queries.tables import percent_text
from tracker.queries.words import day_text, days_text, estimate_text, hours_text, number_text, sentence_text
from tracker.queries.working_time import known_countries

READINESS = Path(__file__).resolve().parent.parent / "fixtures" / "metropolitan.md"
TURKISH_PLAN = """# Dükkân

## 1. GÜVENLİK - KRİTİK ÖNCELİK

### 1.1 Oturumlar
**Öncelik:** KRİTİK | **Tahmini:** 1-2 gün
- [ ] **GUV-001: Anahtarlar koddan çıksın**
  - **Süre:** 4 saat
  - [ ] eskileri yenile
- [ ] **GUV-002: Oturumlar sona ersin**
  - **Süre:** 3-4 gün
  - **Bağımlılık:** GUV-001
- [x] **GUV-003: Parola kuralı**
  - [ ] belgele

## 2. YAYIN
- [ ] **YAY-001: Canlıya alma**
  - **Bağımlılık:** GUV-999

## Notlar
1. **İnceleme:** Her değişiklik için en az iki reviewer gerekli.
2. Cuma günleri deploy yapma!

## Sprintler
### Sprint 1 (1 hafta): Güvenli hale getir
- GUV-001
- GUV-003
### Sprint 2 (1 hafta): Yayınla
- GUV-002
"""
PAGES = (
    "/", "/password/", "/plans/new/", "/plans/shop/document/", "/plans/shop/sprints/1/",
    "/plans/shop/sprints/2/",
    "/plans/shop/unscheduled/", "/plans/shop/tasks/GUV-001/", "/plans/shop/tasks/GUV-003/",
    "/plans/shop/critical-path/", "/plans/shop/critical-path/?to=GUV-002",
    "/plans/shop/critical-path/?to=YOK-1", "/plans/shop/what-if/", "/plans/shop/what-if/?people=7",
    "/plans/shop/reports/", "/plans/shop/reports/?sprint=1",
    "/plans/shop/readiness/", "/plans/shop/checks/", "/plans/shop/settings/", "/plans/shop/import/",
)  # fmt: skip
# Words of an English interface that are no words of Turkish.
ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|it|for|with|what|when|who|why|which|task|tasks|done|doing|open|to|by|from|has|have|not|"
    r"this|that|each|left|board|day|days|hour|hours|week|weeks|sprints|plans|people|person|nobody|nothing|none|page|"
    r"save|remove|change|changed|changes|add|added|delete|select|line|lines|estimate|finding|findings|checks|due|"
    r"status|priority|high|low|medium|critical|more|than|no(?!-go)|yes|warning|error|title|text|date|role|member|manager)\b",
    re.IGNORECASE,
)
PLACE = re.compile(r"\{\w*\}|%\(\w+\)s|%%|<[^>]*>")


class Said(HTMLParser):
    """What a page says: its texts and the attributes that people see or hear; no code, no other language."""

    SPEAKING = ("aria-label", "title", "placeholder", "alt", "data-failed", "data-offline")
    SILENT = ("script", "style", "code", "pre", "textarea")
    VOID = ("input", "meta", "link", "br", "hr", "img")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent_at: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if not self.silent_at:
            self.texts += [values[name] or "" for name in self.SPEAKING if name in values]
        is_silent = tag in self.SILENT or ("lang" in values and tag != "html")
        if tag not in self.VOID and (self.silent_at or is_silent):
            self.silent_at.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.silent_at and self.silent_at[-1] == tag:
            self.silent_at.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent_at:
            self.texts.append(data)


def said_on(response: Any) -> list[str]:
    page = Said()
    page.feed(response.content.decode())
    return [" ".join(text.split()) for text in page.texts if text.strip()]


def turkish(client: Client, path: str, data: dict[str, Any] | None = None) -> list[str]:
    """What the page says to somebody whose browser asks for Turkish."""
    headers = {"Accept-Language": "tr-TR,tr;q=0.9,en;q=0.5"}
    response = client.post(path, data, headers=headers) if data else client.get(path, headers=headers)
    assert '<html lang="tr"' in response.content.decode()
    return said_on(response)


@pytest.fixture
def reader(ada: User) -> Client:
    client = Client()
    client.force_login(ada)
    return client


@pytest.fixture
def shop(ada: User) -> Plan:
    """A plan in Turkish in which things happened, with its figures."""
    shop = import_plan(data=TURKISH_PLAN.encode(), by=ada, slug="shop").plan
    task = task_of(shop, "GUV-001")
    set_status(task=task, status="doing", seen_version=None, by=ada)
    values = {"title": "Anahtarlar çıksın", "assignee": ada.pk, "priority": "high", "due": "2026-12-24"}
    for name, value in values.items():
        edit_task(task=task_of(shop, "GUV-001"), values={name: value}, seen_version=None, by=ada)
    set_step(task=task_of(shop, "GUV-001"), position=0, done=True, by=ada)
    recompute_figures(plan_id=shop.pk)
    return shop


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_turkish_says_no_english_word(reader: Client, shop: Plan, path: str) -> None:
    english = [text for text in turkish(reader, path) if ENGLISH.search(text)]
    assert english == []


def test_what_a_file_would_do_is_told_in_turkish(reader: Client, shop: Plan) -> None:
    text = TURKISH_PLAN.replace("Anahtarlar koddan çıksın", "Anahtarlar gitsin").replace("4 saat", "6 saat")
    merge = turkish(
        reader, "/plans/shop/import/", {"text": text.replace("YAY-001: Canlıya", "YAY-002: Yayına")}
    )
    preview = turkish(reader, "/plans/new/", {"text": text.replace("- [ ] **GUV-002", "- [?] **GUV-002")})
    assert "Hem burada hem dosyada değişti: siz karar verin" in merge
    assert [said for said in merge + preview if ENGLISH.search(said)] == []


def test_a_refusal_is_told_in_turkish(reader: Client, shop: Plan) -> None:
    url = reverse("edit_task", args=["shop", "GUV-001"])
    refused = turkish(reader, url, {"version": "1", "estimate": "birazdan"})
    lost = turkish(reader, "/plans/elsewhere/")
    assert any("Süreyi “4 sa”" in said for said in refused)
    assert "Böyle bir plan yok ya da üyesi değilsiniz." in lost
    assert [said for said in refused + lost if ENGLISH.search(said)] == []


def test_the_sign_in_page_follows_the_browser(db: None) -> None:
    assert "Giriş yap" in turkish(Client(), "/sign-in/")
    for asked in ("en-GB", "de-DE,de;q=0.9", ""):
        response = Client().get("/sign-in/", headers={"Accept-Language": asked})
        assert '<html lang="en"' in response.content.decode()


def test_the_readiness_plan_is_told_in_turkish(reader: Client, ada: User) -> None:
    """Its own words are English and Turkish, so that the texts of the catalogue are looked for."""
    plan = import_plan(data=READINESS.read_bytes(), by=ada, slug="shop").plan
    recompute_figures(plan_id=plan.pk)
    pieces = english_pieces()
    for page in ("critical-path", "what-if", "reports", "readiness", "checks", "sprints/1", "tasks/TS-001"):
        said = " ".join(turkish(reader, f"/plans/shop/{page}/"))
        assert [piece for piece in pieces if piece in said] == [], page


def english_pieces() -> list[str]:
    """Parts of at least three words of every text that is said otherwise in Turkish."""
    entries = [entry for entry in load() if entry.msgctxt != "country"]
    texts = {text for entry in entries for text in (entry.msgid, entry.msgid_plural)}
    pieces = {piece.strip(" .,;:()") for text in texts for piece in PLACE.split(text)}
    return sorted(piece for piece in pieces if piece.count(" ") > 1)


def test_the_admin_speaks_turkish(db: None, shop: Plan) -> None:
    client = Client()
    client.force_login(make_person("root", is_staff=True, is_superuser=True))
    lists = (f"{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry)
    paths = [reverse(f"admin:{name}") for name in ("index", "tracker_plan_import", *lists)]
    pieces = english_pieces()
    for path in paths:
        said = " ".join(turkish(client, path))
        assert [piece for piece in pieces if piece in said] == [], path


# Choosing


def test_the_language_that_somebody_chose_stays(reader: Client, shop: Plan) -> None:
    headers = {"Accept-Language": "en"}
    answer = reader.post(
        reverse("set_language"), {"language": "tr", "next": "/plans/shop/checks/"}, headers=headers
    )
    assert (answer.status_code, answer["Location"]) == (302, "/plans/shop/checks/")
    assert "Denetim" in said_on(reader.get("/plans/shop/checks/", headers=headers))
    reader.post(reverse("sign_out"), headers=headers)
    assert "Giriş yap" in said_on(reader.get("/sign-in/", headers=headers))


def test_english_can_be_chosen_against_the_browser(reader: Client) -> None:
    reader.post(reverse("set_language"), {"language": "en"})
    assert "Plans" in said_on(reader.get("/", headers={"Accept-Language": "tr"}))


@pytest.mark.parametrize("code", ["tr", "en"])
def test_the_switch_tells_which_language_is_on(reader: Client, code: str) -> None:
    html = reader.get("/", headers={"Accept-Language": code}).content.decode()
    assert re.findall(r'value="(\w\w)" lang="\w\w" aria-current="true"', html) == [code]


# Figures


def test_figures_are_written_as_in_turkish() -> None:
    with translation.override("tr"):
        assert number_text(1234.5) == "1.234,5"
        assert (hours_text(4.0), percent_text(0.8)) == ("4 sa", "%80")
        assert day_text(date(2026, 11, 24)) == "24 Kas"
        assert days_text(date(2026, 11, 23), date(2026, 11, 27)) == "23–27 Kasım"
        assert range_text(1.5, 24.0) == "1,5–24"


@pytest.mark.parametrize("code", ["tr", "en"])
@pytest.mark.parametrize("hours", [(4, 4), (1.5, 3), (24, 32), (12, 12), (8000, 12_000), (1500, 1500)])
def test_an_estimate_can_be_typed_as_it_is_shown(code: str, hours: tuple[float, float]) -> None:
    field = EstimateField(hours_per_day=8, days_per_week=5)
    with translation.override(code):
        assert field.clean(estimate_text(*hours, hours_per_day=8)) == hours


def test_a_sentence_that_was_stored_is_translated_when_it_is_read() -> None:
    stored = [
        "Waits for {waits_for}, {slack_hours} h of slack.",
        {"waits_for": "A-1", "slack_hours": 2.5},
        None,
    ]
    with translation.override("tr"):
        assert stored_sentence(stored) == "Beklediği: A-1; bolluğu 2,5 sa."
    with translation.override("en"):
        assert stored_sentence(stored) == "Waits for A-1, 2.5 h of slack."


def test_a_fraction_takes_the_form_of_many() -> None:
    half = Sentence("{count} day", {"count": 0.5}, plural="{count} days")
    with translation.override("en"):
        assert sentence_text(half) == "0.5 days"
    with translation.override("tr"):
        assert sentence_text(half) == "0,5 gün"


def test_countries_stand_in_the_order_of_the_readers_alphabet() -> None:
    with translation.override("tr"):
        countries = known_countries()
    names = [name for _code, name in countries]
    assert ("TR", "Türkiye") in countries
    assert names.index("Cibuti") < names.index("Çekya") < names.index("Danimarka")
    assert names.index("Irak") < names.index("İran") < names.index("Jamaika")
