"""`make bench`: run every measurement, or those whose names are given, one after the other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent


def main(wanted: list[str]) -> int:
    """0 when all ran; the number of those that failed otherwise."""
    scripts = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    unknown = set(wanted) - scripts.keys()
    if unknown:
        sys.stderr.write(f"No bench {', '.join(sorted(unknown))}. There are: {', '.join(scripts)}.\n")
        return 1
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    failed = 0
    for name, path in scripts.items():
        if not wanted or name in wanted:
            sys.stdout.write(f"\n== {name} ==\n")
            sys.stdout.flush()
            failed += (
                subprocess.run([sys.executable, str(path)], cwd=ROOT, env=environment, check=False).returncode
                != 0
            )
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
