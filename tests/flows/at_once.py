"""Several people at the same moment: each call in a thread and a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

SECONDS = 40


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Start the calls together; what each returned, or the exception that it ended with, in their order."""
    barrier = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            barrier.wait(SECONDS)
            results[place] = call()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item, daemon=True) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return results


def errors_of(results: list[Any]) -> list[BaseException]:
    return [result for result in results if isinstance(result, BaseException)]
