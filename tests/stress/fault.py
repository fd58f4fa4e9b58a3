"""Faults put into a running command: it dies at a chosen step, also within a write, or the disk is full from there."""

from __future__ import annotations

import errno
import os
import smtplib
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

KILLED = 137
"""What a process answers with that was killed, as the shell has it."""

_STEPS = ("open", "write", "fsync", "replace", "rename", "mkdir", "ftruncate", "unlink", "fchmod", "close")


class Steps:
    """Counts the steps that touch files and the mail server, two for each: before it, and within or after it."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def pass_one(self) -> bool:
        self.count += 1
        return self.count == self.at

    def install(self) -> None:
        for name in _STEPS:
            if hasattr(os, name):
                setattr(os, name, self._wrapped(getattr(os, name), is_write=name == "write"))
        ssl.SSLSocket.sendall = self._wrapped(ssl.SSLSocket.sendall)  # type: ignore[method-assign]
        smtplib.SMTP.getreply = self._wrapped(smtplib.SMTP.getreply)  # type: ignore[method-assign]

    def _wrapped(self, real: Callable[..., Any], is_write: bool = False) -> Callable[..., Any]:
        def step(*given: Any, **more: Any) -> Any:
            if self.pass_one():
                os._exit(KILLED)
            if is_write and self.count + 1 == self.at:
                real(given[0], bytes(given[1])[: len(given[1]) // 2])
                os._exit(KILLED)
            result = real(*given, **more)
            if self.pass_one():
                os._exit(KILLED)
            return result

        return step


class Calls:
    """Counts the calls of the program's functions, for points between those that touch files."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def install(self) -> None:
        def called(frame: object, event: str, argument: object) -> None:
            if event == "call":
                self.count += 1
                if self.count == self.at:
                    os._exit(KILLED)

        sys.setprofile(called)


class FullDisk:
    """Has the disk be full from a step on: half of a write gets in."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def install(self) -> None:
        for name in ("open", "write", "fsync", "mkdir"):
            setattr(os, name, self._wrapped(getattr(os, name), name))

    def _wrapped(self, real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def step(*given: Any, **more: Any) -> Any:
            makes = name != "open" or (given[1] & os.O_CREAT and not Path(given[0]).exists())
            self.count += bool(makes)
            if makes and 0 < self.at <= self.count:
                if name == "write":
                    real(given[0], bytes(given[1])[: len(given[1]) // 2])
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(*given, **more)

        return step


KINDS: dict[str, type[Steps] | type[Calls] | type[FullDisk]] = {"steps": Steps, "calls": Calls, "full": FullDisk}
