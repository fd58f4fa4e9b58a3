"""A workbook's package (ECMA-376 part 2): its parts by name, unpacked and parsed piece by piece within the limits.

Programs write names with a slash before them, with backslashes and in other capitals; all of them are found here.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from naravard_docs.errors import FileAccessError, shown_path
from naravard_docs.sheet import limits

SAVE_AS = "öppna filen i Excel eller LibreOffice och spara den som Excel-arbetsbok (.xlsx)"
_MAIN = "xl/workbook.xml"
_ENTRY_SIGNATURE = b"PK\x01\x02"
_ENCRYPTED = 0x1
"""The bit of an entry's flags that says that it is locked (APPNOTE.TXT, 4.4.4)."""

_CHUNK = 64 * 1024
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@contextmanager
def told_as_unreadable(path: Path) -> Iterator[None]:
    """Tell what hinders the reading of a workbook: as damaged only where its packing or its XML is broken.

    Raises:
        FileAccessError: in place of what zipfile and expat raise.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError) as error:
        message = f"{shown_path(path)} är skadad: den går inte att läsa som Excel-arbetsbok"
        raise FileAccessError(message, f"hämta filen på nytt, eller {SAVE_AS}") from error
    except NotImplementedError as error:  # another way of packing than zipfile knows
        raise unreadable_workbook_error(path, "den är packad på ett ovanligt sätt") from error
    except (LookupError, ValueError, OverflowError, RuntimeError, OSError) as error:
        raise unreadable_workbook_error(path, "den är skriven på ett ovanligt sätt") from error


def unreadable_workbook_error(path: Path, why: str) -> FileAccessError:
    """Return the error that a workbook cannot be read here, though other programs may open it."""
    return FileAccessError(f"{shown_path(path)} går inte att läsa in: {why}", SAVE_AS)


class Package:
    """The zip file; parts are unpacked piece by piece and no further than the limits."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path, self.elements = path, 0
        if data.count(_ENTRY_SIGNATURE) > limits.MOST_PARTS:
            raise limits.limit_error(path, "har för många delar", limits.MOST_PARTS, "delar")
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self.zip.infolist()
        if sum(entry.file_size for entry in entries) > limits.LARGEST_PACKAGE_BYTES:
            raise self._too_large(limits.LARGEST_PACKAGE_BYTES)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise FileAccessError(
                f"{shown_path(path)} är skyddad med lösenord", "ta bort lösenordet och spara en kopia"
            )
        self._entries = {part_name(entry.filename): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self._entries

    @property
    def main(self) -> str:
        """The name of the part that lists the sheets, as the package says it.

        Raises:
            FileAccessError: if there is none.
        """
        for name in (self.relations("").of_kind("officeDocument"), _MAIN):
            if name in self:
                return name
        raise FileAccessError(f"{shown_path(self.path)} är ingen Excel-arbetsbok (.xlsx)", SAVE_AS)

    def relations(self, name: str) -> Relations:
        """Return what a part relates to (ECMA-376 part 2, 9.3); the package itself by an empty name."""
        folder, file = posixpath.split(name)
        found = Relations(folder)
        if (listed := posixpath.join(folder, "_rels", f"{file}.rels")) in self:
            self.parse(listed, found)
        return found

    def parse(self, name: str, reader: PartReader) -> None:
        """Have a reader told what a part holds."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_definitions
        parser.StartElementHandler = self._counted(reader, parser)
        parser.CharacterDataHandler = reader.said
        read = 0
        with self.zip.open(self._entries[part_name(name)]) as part:
            while chunk := part.read(_CHUNK):
                read += len(chunk)
                if read > limits.LARGEST_PART_BYTES:
                    raise self._too_large(limits.LARGEST_PART_BYTES)
                parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _counted(self, reader: PartReader, parser: expat.XMLParserType) -> Callable[[str, dict[str, str]], None]:
        """Return what is to be called at each element: few steps, since a hostile part has nothing but elements."""
        root: list[str] = []
        starts: Mapping[str, Callable[[dict[str, str]], None]] = {}

        def started(name: str, attributes: dict[str, str]) -> None:
            nonlocal starts
            self.elements += 1
            if self.elements > limits.MOST_ELEMENTS:
                raise limits.limit_error(self.path, "är för stor att läsa in", limits.MOST_ELEMENTS, "element")
            if (begin := starts.get(name)) is not None:
                begin(attributes)
            elif not root:
                root.append(name)
                starts, ends = reader.handlers(name)
                parser.EndElementHandler = lambda name: ends[name]() if name in ends else None

        return started

    def _refuse_definitions(self, *_: object) -> None:
        raise unreadable_workbook_error(self.path, "den har definitioner (DTD) som ingen arbetsbok har")

    def _too_large(self, limit: int) -> FileAccessError:
        return limits.limit_error(self.path, "är för stor att läsa in", limit // 1_000_000, "MB uppackad")


def part_name(written: str) -> str:
    """Return a part's name as it is compared (ECMA-376 part 2, 9.1.1): capitals and slashes make no difference."""
    return written.replace("\\", "/").lstrip("/").casefold()


class PartReader:
    """What a part says, by its elements; those of other namespaces than the root's are passed over."""

    on_start: Mapping[str, str] = {}
    on_end: Mapping[str, str] = {}

    def __init__(self) -> None:
        self.text: list[str] | None = None

    def handlers(self, root: str) -> tuple[dict[str, Callable[[dict[str, str]], None]], dict[str, Callable[[], None]]]:
        """Return what to call at which elements, in the root's namespace (transitional or strict)."""
        namespace = root[: root.rfind(" ") + 1]
        starts = {namespace + key: getattr(self, method) for key, method in self.on_start.items()}
        return starts, {namespace + key: getattr(self, method) for key, method in self.on_end.items()}

    def said(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def taken(self) -> str:
        """Return the text since the element began, and heed none until another begins."""
        text, self.text = "".join(self.text or ()), None
        return text

    def _listen(self, attributes: dict[str, str]) -> None:
        self.text = []


class Relations(PartReader):
    """What a part relates to, by id and by kind; targets are names of parts from the package's root."""

    on_start: Mapping[str, str] = {"Relationship": "_relation"}

    def __init__(self, folder: str = "") -> None:
        super().__init__()
        self._folder = folder
        self._targets: dict[str, str] = {}
        self._kinds: dict[str, str] = {}

    def _relation(self, attributes: dict[str, str]) -> None:
        written = attributes.get("Target", "").replace("\\", "/")
        target = posixpath.normpath(posixpath.join("/", self._folder, written)).lstrip("/")
        self._targets[attributes.get("Id", "")] = target
        self._kinds.setdefault(attributes.get("Type", "").rpartition("/")[2], target)

    def target(self, relation: str) -> str:
        return self._targets[relation]

    def of_kind(self, kind: str) -> str:
        return self._kinds.get(kind, "")


def whole_number(written: str) -> int:
    """Return a whole number that is not beyond all measure.

    Raises:
        ValueError: if it is none.
    """
    if not _NUMBER.fullmatch(written):
        raise ValueError(written)
    return int(written)


def says_yes(written: object) -> bool:
    """Return whether an attribute says yes (ECMA-376 part 1, 22.9.2.1)."""
    return written in ("1", "true", "on")
