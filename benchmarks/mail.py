"""A mail server on loopback for what is measured: that of the tests, in a process of its own.

Run: python -m benchmarks.mail FOLDER; writes the user's file about it to FOLDER and serves until its input ends.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.entrants import REPOSITORY

ACCOUNT = "post.yaml"


@contextmanager
def mail_server(folder: Path) -> Iterator[dict[str, str]]:
    """Serve meanwhile, and provide the environment of a command that is to send there."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.mail", str(folder)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None or process.stdin is None:
            raise RuntimeError("no pipes")
        password = process.stdout.readline().rstrip("\n")
        yield {"NARAVARD_POST": str(folder / ACCOUNT), "NARAVARD_SMTP_PASSWORD": password}
        process.stdin.close()


class _Counted(list[Any]):
    """What was received, of which nothing but the number is kept."""

    def append(self, received: Any) -> None:
        super().append(None)


def _serve(folder: Path) -> None:
    sys.path.insert(0, str(REPOSITORY / "tests"))
    from mail_server import PASSWORD, serving  # type: ignore[import-not-found,unused-ignore]

    with serving(folder / "server") as server:
        server.received = _Counted()
        (folder / ACCOUNT).write_text(server.account(), encoding="utf-8")
        print(PASSWORD, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
