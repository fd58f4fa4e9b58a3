"""What is built: the example meeting of 2023 in many versions, as YAML for this program and as JSON for the others.

The JSON is made of the composed minutes, so that all set the same words; each version has its number in the title, and
in every heading, paragraph, name and clause, so that no cache answers for another.

Run: python -m benchmarks.content FOLDER MEETINGS MANY RECIPIENTS ITEMS…; makes the folder anew.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from naravard_docs.builder.options import BuildOptions, DocumentKind
from naravard_docs.builder.plan import plan_build
from naravard_docs.document.blocks import Block, Contents, Heading, List, Paragraph, Role, Section, Table
from naravard_docs.document.document import Document, document_texts
from naravard_docs.document.inlines import plain_text
from naravard_docs.style.font_names import FaceKey
from naravard_docs.style.fonts import face_file
from naravard_docs.workspace.load import load_meeting
from naravard_docs.workspace.workspace import Workspace

REPOSITORY = Path(__file__).resolve().parent.parent
MEETING = REPOSITORY / "meetings" / "2023-03-24-systemledning.yaml"
LETTER = REPOSITORY / "meetings" / "2021-03-19-samrad-vard-och-omsorg.yaml"
NUMBER = "¤"
"""Stands in the YAML where a version's number goes; the meeting has no such sign of its own."""

REPEATED = 3
"""Which item is repeated in large meetings: one paragraph of 1 300 letters and three clauses."""


def varied(number: int, pattern: str) -> str:
    """Return one version of the meeting."""
    return pattern.replace(NUMBER, str(number))


def pattern_of_meeting() -> str:
    """Return the meeting as YAML with a sign where a version's number goes."""
    return _dumped(_marked(_read()))


def meeting_of(items: int) -> str:
    """Return the meeting with one of its items repeated, each time with its number, in place of all its items."""
    data = _marked(_read())
    del data["nästa_möte"]  # shown by an item that is not there any more
    item = _without_slips(_dumped({"ärenden": [data.pop("ärenden")[REPEATED]]}).partition("\n")[2])
    head = varied(items, _dumped(data))
    return f"{head}ärenden:\n" + "".join(varied(number, item) for number in range(1, items + 1))


def _without_slips(item: str) -> str:
    """Return an item without the slips of the source that the rules tell of: usual items have none."""
    return item.replace("20230901", "den 1 september 2023").replace("Västerbotten. ", "Västerbotten; ")


def as_json(document: Document) -> dict[str, Any]:
    """Return minutes as plain data: what a template needs, and every word of the document.

    Raises:
        ValueError: if the data lack a word that the document has.
    """
    paragraphs = {block.role: block for block in document.blocks if isinstance(block, Paragraph)}
    (title,) = (block for block in document.blocks if isinstance(block, Heading) and block.role is Role.TITLE)
    (attendance,) = _sections(document.blocks, Role.ATTENDANCE)
    label, _, value = _words(paragraphs[Role.FACTS]).partition(" ")
    (header,), (footer,) = document.header, document.footer
    data = {
        "identity": document.meta.title,
        "author": document.meta.author,
        "header": {"left": plain_text(header.left), "right": plain_text(header.right)},
        "footer": plain_text(footer.left),
        "letterhead": _words(paragraphs[Role.LETTERHEAD]),
        "title": _words(title),
        "subtitle": _words(paragraphs[Role.SUBTITLE]),
        "facts": [{"label": label, "value": value}],
        "contents": _contents(document.blocks),
        "attendance": {"heading": attendance.title, "groups": list(_groups(attendance))},
        "items": [_item(section) for section in _sections(document.blocks, Role.AGENDA_ITEM)],
    }
    words = Counter(" ".join(text for _, text in document_texts(document)).split())
    if missing := words - Counter(" ".join(_strings(data)).split()):
        raise ValueError(f"the others would not be given {sorted(missing)}")
    return data


def _read() -> Any:
    return _yaml().load(MEETING.read_text("utf-8"))


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(data: Any) -> str:
    out = io.StringIO()
    _yaml().dump(data, out)
    return out.getvalue()


def _marked(data: Any) -> Any:
    """Put the sign for the number into a meeting's title, headings, names, texts and clauses."""
    data["titel"] = f"Protokoll {NUMBER}"
    for group in data["närvarande"]:
        group["personer"] = [_named(person) for person in group["personer"]]
    for item in data["ärenden"]:
        item["rubrik"] = f"{item['rubrik']} ({NUMBER})"
        if "text" in item:
            paragraphs = item["text"].strip().split("\n\n")
            item["text"] = LiteralScalarString("\n\n".join(f"{p} Ref {NUMBER}." for p in paragraphs) + "\n")
        if isinstance(item.get("beslut"), list):
            item["beslut"] = [_clause(clause) for clause in item["beslut"]]
    return data


def _named(person: str) -> str:
    name, comma, rest = person.partition(",")
    first, bracket, party = name.partition(" (")
    return f"{first} {NUMBER}{bracket}{party}{comma}{rest}"


def _clause(clause: Any) -> Any:
    if isinstance(clause, str):
        return f"{clause} (ref {NUMBER})"
    return {**clause, "text": f"{clause['text']} (ref {NUMBER})"}


def _groups(attendance: Section) -> Iterator[dict[str, Any]]:
    headings = [block for block in attendance.blocks if isinstance(block, Heading)][1:]
    listed = [block for block in attendance.blocks if isinstance(block, Table | List)]
    for heading, block in zip(headings, listed, strict=True):
        group: dict[str, Any] = {"heading": _words(heading), "columns": [], "rows": [], "names": []}
        if isinstance(block, Table):
            group["columns"] = [{"heading": plain_text(each.heading), "share": each.share} for each in block.columns]
            group["rows"] = [[plain_text(cell) for cell in row] for row in block.rows]
        else:
            group["names"] = _points(block)
        yield group


def _contents(blocks: Sequence[Block]) -> dict[str, Any] | None:
    headings = [block for block in blocks if isinstance(block, Heading) and block.role is Role.CONTENTS]
    lines = [entry.text for block in blocks if isinstance(block, Contents) for entry in block.entries]
    return {"heading": _words(headings[0]), "lines": lines} if lines else None


def _item(section: Section) -> dict[str, Any]:
    item: dict[str, Any] = {"heading": section.title, "type": "", "presenters": [], "text": [], "decision": None}
    for block in section.blocks[1:]:
        match block:
            case Paragraph(role=Role.ITEM_TYPE):
                item["type"] = _words(block)
            case Paragraph(role=Role.PRESENTERS):
                item["presenters"].append(_words(block))
            case Paragraph(role=Role.DECISION):
                item["decision"] = {"opening": _words(block), "clauses": []}
            case List(role=Role.DECISION):
                item["decision"]["clauses"] = _points(block)
            case Paragraph():
                item["text"].append(_words(block))
            case List():
                item["text"].append(_points(block))
    return item


def _sections(blocks: Sequence[Block], role: Role) -> list[Section]:
    return [block for block in blocks if isinstance(block, Section) and block.role is role]


def _points(listed: List) -> list[str]:
    return [_words(block) for item in listed.items for block in item.blocks if isinstance(block, Paragraph)]


def _words(block: Paragraph | Heading) -> str:
    return plain_text(block.content)


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _strings(value)
        case list():
            for value in data:
                yield from _strings(value)


def _json_of(written: str, workspace: Workspace) -> str:
    path = workspace.root / "mote.yaml"
    path.write_text(written, "utf-8")
    (piece,) = plan_build(load_meeting(path, workspace), BuildOptions(frozenset({DocumentKind.MINUTES}))).pieces
    path.unlink()
    return json.dumps(as_json(piece.document), ensure_ascii=False)


def new_workspace(folder: Path) -> Path:
    """Make a workspace with the repository's own templates, and return its folder for meetings."""
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    (folder / "meetings").mkdir()
    return folder / "meetings"


def letter_workspace(folder: Path, recipients: int) -> Path:
    """Make a workspace with the repository's letter, to so many recipients, and return the meeting's file."""
    letter = _with_letter(new_workspace(folder))
    listed = (
        f"    - nyckel: ort{n}\n      namn: Orts kommun {n}\n      typ: kommun\n      e-post: registrator@ort{n}.se\n"
        for n in range(1, recipients + 1)
    )
    lists = f"lanets-huvudman:\n  namn: Länets huvudmän\n  mottagare:\n{''.join(listed)}"
    (folder / "templates" / "sandlistor.yaml").write_text(lists, "utf-8")
    return letter


def _with_letter(meetings: Path) -> Path:
    """Put the repository's letter with its attachments among meetings, and return its file."""
    shutil.copytree(REPOSITORY / "meetings" / "bilagor", meetings / "bilagor")
    return Path(shutil.copy(LETTER, meetings))


def make(folder: Path, meetings: int, many: int, recipients: int, sizes: Sequence[int]) -> None:
    """Make the folder: ``möten``, ``många``, ``mottagare`` are workspaces, ``json``, ``fonts`` are for the others."""
    shutil.rmtree(folder, ignore_errors=True)
    letter_workspace(folder / "mottagare", recipients)
    (folder / "json").mkdir(parents=True)
    pattern = pattern_of_meeting()
    for name, count in (("möten", meetings), ("många", many)):
        target = new_workspace(folder / name)
        for number in range(1, count + 1):
            (target / f"mote-{number:04}.yaml").write_text(varied(number, pattern), "utf-8")
    (folder / "många" / "meetings" / f"mote-{many:04}.yaml").unlink()
    _with_letter(folder / "många" / "meetings")  # one of them, so that there is something to tell where it stands
    workspace = Workspace(folder / "möten")
    pattern_of_json = _json_of(pattern, workspace)
    for number in range(1, meetings + 1):
        (folder / "json" / f"mote-{number:04}.json").write_text(varied(number, pattern_of_json), "utf-8")
    for items in sizes:
        written = meeting_of(items)
        (workspace.meetings / f"arenden-{items}.yaml").write_text(written, "utf-8")
        (folder / "json" / f"arenden-{items}.json").write_text(_json_of(written, workspace), "utf-8")
    _fonts(folder / "fonts")


def _fonts(folder: Path) -> None:
    """Copy the faces that this program sets with, and make them the only ones that fontconfig knows."""
    folder.mkdir()
    theme = Workspace(REPOSITORY).theme
    for key in (FaceKey(), FaceKey(is_bold=True), FaceKey(is_italic=True), FaceKey(True, True)):
        face = face_file(theme, key)
        shutil.copy(face, folder / face.name)
    config = f"<dir>{folder.resolve()}</dir><cachedir>{folder.resolve() / 'cache'}</cachedir>"
    (folder / "fonts.conf").write_text(f'<?xml version="1.0"?><fontconfig>{config}</fontconfig>', "utf-8")


if __name__ == "__main__":
    meetings_, many_, recipients_, *sizes_ = map(int, sys.argv[2:])
    make(Path(sys.argv[1]), meetings_, many_, recipients_, sizes_)
