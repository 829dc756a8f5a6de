"""The texts that people read, gathered from the code, and the Turkish catalogue brought up to them.

`make messages` writes `locale/tr/LC_MESSAGES/django.po` and compiles it: texts without a translation stay
empty, those no longer said are dropped. Plain Python, so that no gettext tools are needed; a test uses the
same gathering to see that nothing is missing.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django
import polib
from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "tr" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# What is raised for programmers is read by no one else.
NOT_SAID = {"ValueError", "KeyError", "TypeError", "RuntimeError", "AssertionError", "compile", "join"}
PLACE = re.compile(r"\{\w*\}")
LETTER = re.compile(r"[^\W\d_]")

# What the admin shows of packages that have no Turkish for it.
BORROWED = ("access failure", "access failures")


class Message(NamedTuple):
    text: str
    plural: str | None = None
    context: str | None = None


def gather() -> dict[Message, set[str]]:
    """Every text with the files that say it."""
    found: dict[Message, set[str]] = {}
    for path in sorted(
        [*ROOT.glob("tracker/**/*.py"), *ROOT.glob("config/*.py"), *ROOT.glob("templates/**/*.html")]
    ):
        name = path.relative_to(ROOT).as_posix()
        if "/migrations/" in name:
            continue
        source = path.read_text()
        for message in messages_of(name, source):
            if says_something(message.text):
                found.setdefault(message, set()).add(name)
    for message in messages_of_others():
        found.setdefault(message, set()).add("config/settings.py")
    paired = {(m.text, m.context) for m in found if m.plural}
    return {m: where for m, where in found.items() if m.plural or (m.text, m.context) not in paired}


def messages_of_others() -> Iterator[Message]:
    """What packages say in English only: names of countries, and those of django-axes in the admin."""
    from tracker.queries.working_time import english_countries

    yield from (Message(country, context="country") for _code, country in english_countries())
    yield from (Message(text) for text in BORROWED)


def says_something(text: str) -> bool:
    """Whether a word is left of it without its places: “{problem}” is the same in every language."""
    return LETTER.search(PLACE.sub("", text)) is not None


def messages_of(name: str, source: str) -> Iterator[Message]:
    if name.startswith("tracker/core/"):
        yield from sentences_of(ast.parse(source))
    elif name.endswith(".html"):
        from django.utils.translation.template import templatize

        yield from called(templatize(source, origin=name))
    else:
        yield from called(source)
        yield from raised_in(ast.parse(source))


def called(source: str) -> Iterator[Message]:
    """Arguments of gettext and its kin."""
    for _line, text, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        if isinstance(text, tuple):
            yield Message(text[0], text[1], context)
        else:
            yield Message(text, None, context)


def raised_in(tree: ast.AST) -> Iterator[Message]:
    """Domain errors and sentences made outside the core."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called_name(node) in (*DOMAIN_ERRORS, "Sentence"):
            yield from (Message(text) for text in constants(node.args[:1]))


DOMAIN_ERRORS = (
    "PlanError",
    "IllegalMove",
    "StaleTask",
    "NotAllowed",
    "NotFound",
    "CalendarError",
    "DomainError",
)


def sentences_of(tree: ast.AST) -> Iterator[Message]:
    """Sentences of the core: what a `Sentence` is made of, and other texts with a place or a full stop."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = [message for node in calls for message in sentence_call(node)]
    yield from said
    plurals = {message.plural for message in said}
    silent = {id(node) for node in passed_over(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            text = node.value
            if " " in text and ("{" in text or text.rstrip().endswith((".", "?"))) and text not in plurals:
                yield Message(text)


def sentence_call(node: ast.Call) -> Iterator[Message]:
    if called_name(node) in ("Sentence", *DOMAIN_ERRORS):
        yield from (Message(text) for text in constants(node.args[:1]))
    plural = next((keyword.value for keyword in node.keywords if keyword.arg == "plural"), None)
    if isinstance(plural, ast.Constant):
        # A finding's code and level stand before its sentence.
        yield from (Message(text, plural.value) for text in list(constants(node.args))[-1:])


def passed_over(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, bare strings, and what is only raised for programmers."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Call) and called_name(node) in NOT_SAID
        ):
            yield from ast.walk(node)


def called_name(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def constants(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def load() -> polib.POFile:
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile(wrapwidth=110)


def update() -> polib.POFile:
    """The catalogue with every text that is said now, and no other."""
    old = {(entry.msgid, entry.msgctxt): entry for entry in load()}
    new = polib.POFile(wrapwidth=110)
    new.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "tr",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
    }
    for message, where in sorted(gather().items(), key=lambda item: (min(item[1]), item[0].text)):
        entry = old.get((message.text, message.context)) or polib.POEntry(
            msgid=message.text, msgctxt=message.context
        )
        entry.msgid_plural = message.plural or ""
        entry.occurrences = [(name, "") for name in sorted(where)]
        if message.plural and not entry.msgstr_plural:
            entry.msgstr_plural, entry.msgstr = {0: entry.msgstr, 1: entry.msgstr}, ""
        elif not message.plural and entry.msgstr_plural:
            entry.msgstr, entry.msgstr_plural = entry.msgstr_plural[1], {}
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        new.append(entry)
    return new


def main() -> int:
    django.setup()
    catalogue = update()
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    missing = [entry for entry in catalogue if not entry.translated()]
    for entry in missing:
        print(f"not translated: {entry.msgid!r}")
    print(f"{len(catalogue)} texts, {len(missing)} without a translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
