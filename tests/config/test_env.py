"""Settings from the environment."""

import pytest

from config import databases, env
from config.env import SettingError


def test_a_missing_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOME_NAME", raising=False)
    with pytest.raises(SettingError, match="SOME_NAME is not set"):
        env.text("SOME_NAME")


def test_an_empty_variable_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_NAME", "  ")
    assert env.text("SOME_NAME", "default") == "default"


@pytest.mark.parametrize("value", ["-1", "1.5", "many", "٣"])
def test_what_is_no_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_NUMBER", value)
    with pytest.raises(SettingError, match="SOME_NUMBER"):
        env.number("SOME_NUMBER", 1)


def test_a_number_below_the_least_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_NUMBER", "0")
    with pytest.raises(SettingError, match="from 1 up"):
        env.number("SOME_NUMBER", 5, least=1)


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_a_flag_reads_as_people_write_it(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv("SOME_FLAG", value)
    assert env.flag("SOME_FLAG") is meant


def test_a_flag_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FLAG", "perhaps")
    with pytest.raises(SettingError, match="SOME_FLAG"):
        env.flag("SOME_FLAG")


def test_words_are_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_WORDS", "a.example, b.example,,")
    assert env.words("SOME_WORDS") == ["a.example", "b.example"]


@pytest.mark.parametrize(
    "value", ["hazir.example.org", "ftp://hazir.example.org", "https://", "https://a.example/b"]
)
def test_an_origin_is_scheme_and_host_and_nothing_else(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOME_URL", value)
    with pytest.raises(SettingError, match="SOME_URL"):
        env.origin("SOME_URL", "https://a.example")


def test_sqlite_takes_its_write_lock_at_the_start_and_lets_readers_read() -> None:
    options = databases.read("sqlite:////srv/hazir.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_keeps_its_connections_and_checks_them() -> None:
    database = databases.read("postgres://hazir:secret@db/hazir")
    assert database["CONN_MAX_AGE"] > 0
    assert database["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize("url", ["mysql://db/hazir", "nonsense", "gopher://db"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(SettingError, match="DATABASE_URL"):
        databases.read(url)
