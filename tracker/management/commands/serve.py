"""Serve the pages: the demo of `make run`, or production."""

from __future__ import annotations

import errno
import os
import socket
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.urls import reverse
from django.utils import timezone


class Command(BaseCommand):
    help = (
        "Serve Hazır. In the demo of `make run` it first prepares the data and prints a link to sign in with."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")
        parser.add_argument(
            "--workers", type=int, default=1, help="Web processes; more than one needs REDIS_URL."
        )
        parser.add_argument("--plan", default="", help="Demo only: a plan file to import.")
        parser.add_argument(
            "--history", action="store_true", help="Demo only: a copy of the plan with a past."
        )

    def handle(
        self, *, host: str, port: str, workers: int, plan: str, history: bool, **_options: Any
    ) -> None:
        if workers > 1 and not settings.REDIS_URL:
            self.refuse(
                "Several web processes need REDIS_URL: without it the jobs run inside the one process."
            )
        listener = self.bind(host, port)
        if settings.IS_DEMO:
            self.prepare_demo(Path(plan).expanduser() if plan else None, history)
        self.serve(listener, workers)

    def bind(self, host: str, port: str) -> socket.socket:
        """The socket to serve on, taken before anything else is done."""
        if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
            self.refuse(f"{port} is not a port. Choose a number from 1 to 65535, as in: make run PORT=8001")
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, int(port)))
            listener.listen(512)
        except OSError as error:
            self.refuse(self.why_not_bound(error, host, port))
        return listener

    def why_not_bound(self, error: OSError, host: str, port: str) -> str:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is in use. Choose another, as in: make run PORT={int(port) % 65535 + 1}"
        if error.errno == errno.EACCES:
            return f"Port {port} is not open to you. Choose one above 1023, as in: make run PORT=8000"
        return f"Cannot serve on {host}:{port}: {error.strerror}."

    def prepare_demo(self, plan: Path | None, history: bool) -> None:
        """Prepare the data; what goes wrong is one sentence."""
        from config import demo
        from config.embedded import jobs
        from tracker.management import first_start

        if plan is not None and not plan.is_file():
            self.refuse(
                f"There is no file {plan}. PLAN names a Markdown plan, as in: make run PLAN=plans/shop.md"
            )
        os.umask(0o077)  # the data of a demo are for nobody else on this machine
        try:
            demo.keep_secret(settings.DATA_FOLDER, settings.SECRET_KEY)
            jobs.claim()
            first_start.prepare(plan=plan, with_history=history, say=self.say)
            self.token = first_start.sign_in_token()
        except (CommandError, RuntimeError) as error:
            self.refuse(str(error))
        except (OSError, DatabaseError) as error:
            self.refuse(f"Cannot use the data in {settings.DATA_FOLDER}: {error}")

    def serve(self, listener: socket.socket, workers: int) -> None:
        """Serve until the process is told to stop."""
        import uvicorn
        from uvicorn.supervisors import Multiprocess

        options = uvicorn.Config(
            "config.asgi:application",
            http="config.protocol:BoundedProtocol",
            workers=workers,
            lifespan="on",
            ws="none",
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=not settings.IS_DEMO,
            forwarded_allow_ips=settings.TRUSTED_PROXIES,
            timeout_graceful_shutdown=3,
        )
        server = uvicorn.Server(options)
        self.announce(listener)
        try:
            if workers > 1:
                Multiprocess(options, sockets=[listener]).run()
            else:
                server.run(sockets=[listener])
        except KeyboardInterrupt:
            pass
        if not server.started and workers == 1:
            raise SystemExit(1)

    def announce(self, listener: socket.socket) -> None:
        host, port = listener.getsockname()[:2]
        address = f"http://{host}:{port}"
        if not settings.IS_DEMO:
            self.say(f"Hazır serves on {address}")
            return
        until = timezone.localtime() + timedelta(hours=settings.SIGN_IN_LINK_HOURS)
        self.say(
            f"\nHazır is running on {address}/\n\n"
            f"  Sign in as the admin with this link. It works once, until {until:%Y-%m-%d %H:%M}:\n"
            f"  {address}{reverse('sign_in_by_link')}?token={self.token}\n\n"
            f"  Data and log lie in {settings.DATA_FOLDER}\n"
            f"  Stop with Ctrl-C.\n"
        )

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def refuse(self, sentence: str) -> NoReturn:
        """Say in one sentence why not, and leave with 1."""
        self.stderr.write(sentence)
        raise SystemExit(1)
