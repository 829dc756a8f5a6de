"""Fifty boards that stand open on one process: what their looking costs, and what it does to a tick.

    make bench ONLY=open_boards

The readiness plan, served as by `make run`; every board asks once a second, as pages do, first while nothing
happens and then while somebody ticks twice a second, so that each board fetches what changed each time.
Most of the processor time of the runs with ticks is that of the jobs, which compute the figures in the same
process. Bars: idle looks take a quarter of one core, and of 20 ticks 19 are answered within half a second.
Processor times are the server's own and need Linux.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
BOARDS = 50
SECONDS = 15
IDLE_BAR, TICK_BAR = 0.25, 0.5
BOARD_PATH = "/plans/{slug}/sprints/1/"


class Browser:
    """One connection that is kept open, with its cookies. Answers are status, headers and text."""

    def __init__(self, address: str, cookies: dict[str, str] | None = None) -> None:
        self.address = address
        self.cookies = dict(cookies or {})
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def again(self) -> Browser:
        """Another connection of the same person."""
        return Browser(self.address, self.cookies)

    async def ask(self, method: str, path: str, body: str = "", *, at: str = "") -> tuple[int, str, str]:
        if self.streams is None:
            self.streams = await asyncio.open_connection(*self.address.split(":"))
        reader, writer = self.streams
        headers = {"Host": self.address, "Content-Length": str(len(body))}
        headers |= {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"HX-Request": "true", "HX-Current-URL": f"http://{self.address}{at}"} if at else {}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n{body}".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        self.cookies |= dict(re.findall(r"(?mi)^set-cookie: ([^=]+)=([^;\r\n]*)", head))
        length = re.search(r"(?mi)^content-length: (\d+)", head)
        text = (await reader.readexactly(int(length[1]))).decode() if length else ""
        return int(head.split(" ", 2)[1]), head, text


@asynccontextmanager
async def served() -> AsyncIterator[tuple[str, str, subprocess.Popen[str]]]:
    """The address of a fresh site with the readiness plan, the path of its sign-in link, and its process."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HAZIR_DEMO": "1", "DATA_FOLDER": folder}
        plan = str(ROOT / "fixtures" / "metropolitan.md")
        command = [sys.executable, "manage.py", "serve", "--port", str(free_port()), "--plan", plan]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)
        try:
            link = await asyncio.to_thread(find_link, process)
            address = urlsplit(link)
            yield address.netloc, f"{address.path}?{address.query}", process
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def find_link(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+/sign-in/link/\S+", line):
            return found[0]
    raise RuntimeError("the site did not start")


def cpu_seconds(process: subprocess.Popen[str]) -> float:
    """Processor time of the process so far."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def watch(
    browser: Browser, url: str, path: str, until: float, offset: float, answers: list[tuple[int, float]]
) -> None:
    """A page that stands open: it asks once a second, and goes on from what it heard."""
    await asyncio.sleep(offset)
    while time.monotonic() < until:
        begin = time.monotonic()
        status, _head, text = await browser.ask("GET", url, at=path)
        answers.append((status, time.monotonic() - begin))
        url = look_in(text) if status == 200 else url
        await asyncio.sleep(max(0, begin + 1 - time.monotonic()))


def look_in(html: str) -> str:
    found = re.search(r'id="changes" hidden hx-get="([^"]+)"', html)
    if not found:
        raise RuntimeError("the page does not say where to look")
    return unescape(found[1])


async def tick(browser: Browser, path: str, until: float, taken: list[float]) -> None:
    """Somebody who ticks and unticks the first card of the board, twice a second."""
    html = (await browser.ask("GET", path))[2]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    form = re.search(r'hx-post="([^"]+/move/)"', html)
    assert token, form
    status = "done"
    while time.monotonic() < until:
        begin = time.monotonic()
        body = f"csrfmiddlewaretoken={token[1]}&version=999&status={status}"
        answered = (await browser.ask("POST", form[1], body, at=path))[0]
        assert answered == 200, answered
        taken.append(time.monotonic() - begin)
        status = "todo" if status == "done" else "done"
        await asyncio.sleep(max(0, begin + 0.5 - time.monotonic()))


async def run(
    browser: Browser, path: str, *, boards: int, ticks: bool
) -> tuple[list[tuple[int, float]], list[float]]:
    """What the boards heard and how long each took, and how long each tick took; all in seconds."""
    answers: list[tuple[int, float]] = []
    taken: list[float] = []
    url = look_in((await browser.again().ask("GET", path))[2])
    until = time.monotonic() + SECONDS
    people: list[Awaitable[None]] = [
        watch(browser.again(), url, path, until, place / boards, answers) for place in range(boards)
    ]
    if ticks:
        people.append(tick(browser.again(), path, until, taken))
    await asyncio.gather(*people, asyncio.sleep(SECONDS))
    return answers, taken


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else 0.0


async def measure(say: Callable[[str], object]) -> bool:
    """Print one line for each run; whether the bars are kept."""
    async with served() as (address, link, process):
        browser = Browser(address)
        await browser.ask("GET", link)
        slug = re.search(r'href="/plans/(?!new/)([\w-]+)/', (await browser.ask("GET", "/"))[2])
        assert slug
        path = BOARD_PATH.format(slug=slug[1])
        kept = True
        for boards, ticks in ((0, False), (BOARDS, False), (0, True), (BOARDS, True)):
            before = cpu_seconds(process)
            answers, taken = await run(browser, path, boards=boards, ticks=ticks)
            cpu = (cpu_seconds(process) - before) / SECONDS
            looks = [seconds for _status, seconds in answers]
            brought = sum(status == 200 for status, _seconds in answers)
            say(
                f"{boards} boards, {len(taken)} ticks in {SECONDS} s: {cpu:.0%} of a core; "
                f"{len(looks)} looks, {brought} brought something, p95 {1000 * p95(looks):.0f} ms; "
                f"tick median {1000 * statistics.median(taken or [0]):.0f} ms, p95 {1000 * p95(taken):.0f} ms"
            )
            kept &= (ticks or cpu <= IDLE_BAR) and p95(taken) <= TICK_BAR
        return kept


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(measure(lambda line: sys.stdout.write(f"{line}\n"))) else 1)
