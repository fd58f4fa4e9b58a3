"""Who claimed a message first: the log is read again for that after each claim, as it is on the disk."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection

from naravard_docs.errors import FileAccessError, InvalidInputError, shown_path
from naravard_docs.libraries.line_file import torn_end
from naravard_docs.send.event import Event
from naravard_docs.send.log import Log, LogEntry, read_log, valid_entries
from naravard_docs.swedish import system_reason


class ClaimReader:
    """Reads a log again for one run on one occasion.

    Why it keeps what it has read: lines are only added to a log, so that of a file that begins as it did before, what
    has come since is all that is new. One that does not is read anew.
    """

    def __init__(self, log: Log, occasion: str, run: str) -> None:
        self._log, self._occasion, self._run = log, occasion, run
        self._known = {_identity(entry) for entry in log.entries}
        self._read = b""
        self._about: defaultdict[str, list[LogEntry]] = defaultdict(list)

    def claimed_by_others(self, keys: Collection[str]) -> frozenset[str]:
        """Read the file again and return those of the run's recipients whom another run has claimed before it.

        What the log had when it was read is known and does not count: it is why the run sends or does not.

        Raises:
            FileAccessError: if the file cannot be read, or does not have what was just written to it.
            InvalidInputError: if a line of it cannot be understood.
        """
        self._read_on()
        return frozenset(key for key in keys if self._is_claimed(valid_entries(self._about[key])))

    def _is_claimed(self, about: tuple[LogEntry, ...]) -> bool:
        """Return whether another run was first, by what the log says about a recipient on the occasion."""
        own = [n for n, entry in enumerate(about) if entry.run == self._run and entry.event is Event.STARTED]
        if not own:
            raise FileAccessError(
                f"loggen {shown_path(self._log.path)} har inte kvar det som nyss skrevs i den, så inget mer skickas",
                "ligger arbetsytan på en nätdisk eller synkas den, skicka från en mapp på den egna disken",
            )
        others = [e for e in about[: own[-1]] if e.run != self._run and _identity(e) not in self._known]
        last = {e.run: e for e in about if e.run in {other.run for other in others}}
        return any(entry.is_uncertain or entry.event is Event.SENT for entry in last.values())

    def _read_on(self) -> None:
        data = self._bytes()
        whole = data[: len(data) - len(torn_end(data))]
        if not whole.startswith(self._read):
            self._read = b""
            self._about.clear()
        for entry in self._entries(whole):
            if entry.occasion == self._occasion:
                self._about[entry.key].append(entry)
        self._read = whole

    def _entries(self, whole: bytes) -> tuple[LogEntry, ...]:
        """Return the entries that were not read before; what is wrong is told at its line of the whole."""
        log = self._log
        try:
            return read_log(log.path, _text(whole[len(self._read) :]), kind=log.kind).entries
        except InvalidInputError:
            read_log(log.path, _text(whole), kind=log.kind)
            raise

    def _bytes(self) -> bytes:
        path = self._log.path
        try:
            return path.read_bytes()
        except OSError as error:
            raise FileAccessError(
                f"loggen {shown_path(path)} går inte att läsa ({system_reason(error)}), så inget mer skickas",
                "kontrollera disk och behörighet",
            ) from error


def _text(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("utf-8", "replace").replace("\r\n", "\n"))


def _identity(entry: LogEntry) -> tuple[str, ...]:
    """Return what tells a line from others; how a text is composed makes no other line of it."""
    when = entry.when.isoformat(timespec="seconds")
    return (when, entry.event, entry.occasion, entry.key, entry.message_id, entry.run)
