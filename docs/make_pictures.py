"""Make the pictures of README and handbook from what the program gives: pages by pdftoppm, terminals as SVG."""

from __future__ import annotations

import io
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

import meeting_chapter
from PIL import Image

from naravard_docs.libraries.records import replace

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = [sys.executable, "-m", "naravard_docs.cli.main"]
MINUTES, LETTER = "2023-03-24-systemledning", "2021-03-19-samrad-vard-och-omsorg"
DAY = "2021-11-15"
FOLLOW_UP = f"uppföljning meetings/{LETTER}.yaml --per {DAY}"

TERMINALS = {
    "lage": f"läge meetings/{LETTER}.yaml --per {DAY}",
    "paminn": f"påminn meetings/{LETTER}.yaml --per {DAY} --tyst",
}
"""What is shown as a terminal shows it, by the picture's name."""

MEETING_TERMINALS = {
    "--agenda": "motets-gang-ny",
    "--plats": "motets-gang-justera",
    "--uppsatt": "motets-gang-anslag",
}
"""The pictures of terminals in the chapter «Mötets gång», by an option of the command that they show."""

FIRST_MEETING = "meetings/2025-03-06-styrelsen.yaml"
STEPS = ("starta", "ny")
"""The commands that come before the meeting is written, in the chapter «Kom igång»."""

PREVIEWED, SLIP = "rubrik: Kompetensutmaningen", "#dialog"
"""A heading in the picture of the preview, and what is wrong with it there."""

COLUMNS = 116
ADVANCE, LEADING, SIZE, EDGE = 7.8, 18.0, 13, 14.0
"""In pixels: from one sign to the next, from line to line, the type's size, and the frame around it all."""

INK, PAPER, FRAME = "#1a1a1a", "#ffffff", "#b7c3d0"
COLOURS = {31: "#9b1c1c", 32: "#116329", 33: "#7a5b00", 34: "#14375e", 35: "#5c2d7a", 36: "#0b5f6b"}
"""The terminal's colours by their codes, dark enough for paper."""

_CHANGE_OF_STYLE = re.compile(r"\x1b\[([\d;]*)m")


def main() -> None:
    """Make every picture anew."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder)
        for name in ("meetings", "templates"):
            shutil.copytree(ROOT / name, workspace / name)
        (first,) = pages(workspace, f"bygg meetings/{MINUTES}.yaml --bara protokoll --format pdf", last=1)
        save(first, "protokoll")
        save(side_by_side(pages(workspace, f"{FOLLOW_UP} --format pdf", last=2)), "uppfoljning")
        draw_first_minutes(workspace / "nytt")
        draw_meeting(workspace / "möte")
        draw_preview(workspace / "meetings" / f"{MINUTES}.yaml")
        for name, command in TERMINALS.items():
            (PICTURES / f"{name}.svg").write_text(terminal(command, shown(workspace, command)), encoding="utf-8")


def draw_first_minutes(folder: Path) -> None:
    """Make the pictures of the chapter «Kom igång» by doing what it says: the editor, the terminal and the page."""
    folder.mkdir()
    text = (ROOT / "docs" / "handbok" / "kom-igang.md").read_text("utf-8")
    (meeting,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    start, new = (next(line for line in text.splitlines() if line.startswith(f"naravard {word}")) for word in STEPS)
    for command in (start, new):
        where = folder if command == start else folder / "protokoll"
        subprocess.run(
            [*PROGRAM, *shlex.split(command)[1:]], cwd=where, env=environment(), check=True, capture_output=True
        )
    workspace = folder / "protokoll"
    for path in (workspace / "meetings").glob("*.yaml"):
        path.unlink()
    (workspace / FIRST_MEETING).write_text(meeting, encoding="utf-8")
    (PICTURES / "redigeraren.svg").write_text(editor(FIRST_MEETING, meeting), encoding="utf-8")
    (PICTURES / "kom-igang.svg").write_text(terminal("bygg", shown(workspace, "bygg")), encoding="utf-8")
    (page,) = pages(workspace, "bygg --bara protokoll --format pdf", last=1)
    save(page, "forsta-protokollet")


def draw_meeting(folder: Path) -> None:
    """Make the pictures of the chapter «Mötets gång» by doing what it says, each command on its day."""
    folder.mkdir()
    output = folder / "output" / meeting_chapter.STEM
    for step in meeting_chapter.read_steps():
        if not step.commands:
            meeting_chapter.write_step(step, folder)
        for words in step.commands:
            if words[0] == "jämför" or "--signerad" in words:  # what others have changed or signed
                continue
            said = shown(folder, shlex.join(words), program_on(step.day))
            for name in (picture for option, picture in MEETING_TERMINALS.items() if option in words):
                (PICTURES / f"{name}.svg").write_text(terminal(as_typed(words), said), encoding="utf-8")
            if words[0] == "kallelse" and "--datum" in words:
                save(page_of(output / "kallelse" / f"{meeting_chapter.STEM}-kallelse.pdf"), "motets-gang-kallelse")
                draw_calendar(output / "kallelse" / f"{meeting_chapter.STEM}-kallelse.ics")
            if words[0] == "bygg" and step.day == meeting_chapter.HELD_ON:
                save(page_of(output / f"{meeting_chapter.STEM}-protokoll.pdf"), "motets-gang-utkast")


def draw_preview(meeting: Path) -> None:
    """Make the picture of the preview: a draft with a slip in it, as the browser shows it; needs «make editor»."""
    sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "preview")]
    from browser import chromium
    from previewing import previewed

    text = meeting.read_text("utf-8").replace("status: justerat", "status: utkast")
    meeting.write_text(text.replace(PREVIEWED, f"{PREVIEWED} {SLIP}", 1), encoding="utf-8")
    with previewed(meeting) as running, chromium() as browser:
        page = browser.open(running.address, width=1280, height=800)
        page.wait_for_selector("#document-view iframe:not(.waiting)")
        page.click("#problems summary")
        problem = page.locator("#problem-list li", has_text=SLIP)
        problem.get_by_role("button", name="Visa i dokumentet").click()
        problem.locator("button").first.click()
        page.wait_for_selector(".cm-lintRange-warning")
        page.wait_for_timeout(300)
        picture = Image.open(io.BytesIO(page.screenshot()))
    save(picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128), "forhandsgranskning")


def draw_calendar(path: Path) -> None:
    """Make the picture of a calendar file as text: its event, with each long line whole."""
    text = path.read_text("utf-8").replace("\r\n", "\n").replace("\n ", "")
    lines = text[text.index("BEGIN:VEVENT") :].splitlines()
    cut = [line if len(line) <= COLUMNS else f"{line[: COLUMNS - 1]}…" for line in lines]
    (PICTURES / "motets-gang-kalenderfil.svg").write_text(drawn([f"\x1b[1m{path.name}\x1b[0m", "", *cut], path.name))


def as_typed(words: Sequence[str]) -> str:
    """Return a command as the handbook has it."""
    return " ".join(f'"{word}"' if " " in word else word for word in words)


def page_of(pdf: Path) -> Image.Image:
    """Return the first page of a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-png", "-r", "72", "-l", "1", str(pdf), f"{folder}/sida"], check=True)
        (made,) = Path(folder).iterdir()
        return Image.open(io.BytesIO(made.read_bytes()))


def program_on(day: date) -> list[str]:
    """Return what runs the program as on a day."""
    clock = f"today._asked = lambda: datetime({day.year}, {day.month}, {day.day}, 9, tzinfo=UTC)"
    start = "from datetime import UTC, datetime; from naravard_docs.cli import main, today"
    return [sys.executable, "-c", f"{start}; {clock}; main.main()"]


def editor(name: str, text: str) -> str:
    """Return a meeting file as an editor shows it: line numbers, keys in colour, as an SVG file."""
    lines = []
    for number, line in enumerate(text.rstrip("\n").split("\n"), 1):
        key = re.match(r"(\s*(?:- )?)([^\s:#-][^:#]*:)(?= |$)(.*)", line)
        shown = f"{key[1]}\x1b[34m{key[2]}\x1b[0m{key[3]}" if key else line
        lines.append(f"\x1b[36m{number:>3}\x1b[0m  {shown}")
    return drawn([f"\x1b[1m{name}\x1b[0m", "", *lines], name)


def pages(workspace: Path, command: str, last: int) -> list[Image.Image]:
    """Return the first pages of the PDF that a command builds."""
    built = subprocess.run(
        [*PROGRAM, *shlex.split(command), "--tyst"], cwd=workspace, env=environment(), check=True, capture_output=True
    )
    pdf = workspace / built.stdout.decode("utf-8").strip()
    options = ["-png", "-r", "72", "-f", "1", "-l", str(last)]
    subprocess.run(["pdftoppm", *options, str(pdf), str(workspace / "sida")], check=True)
    found = sorted(workspace.glob("sida-*.png"))
    images = [Image.open(io.BytesIO(path.read_bytes())) for path in found]
    for path in found:
        path.unlink()
    return images


def side_by_side(images: Sequence[Image.Image], between: int = 12) -> Image.Image:
    """Return pages beside one another, on grey."""
    width = sum(image.width + between for image in images) + between
    joined = Image.new("RGB", (width, images[0].height + 2 * between), FRAME)
    for number, image in enumerate(images):
        joined.paste(image, (between + number * (image.width + between), between))
    return joined


def save(image: Image.Image, name: str) -> None:
    """Keep a picture under its name."""
    image.save(PICTURES / f"{name}.png", optimize=True)


def environment() -> dict[str, str]:
    """Return what the program is run with, whatever is set here."""
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "NARAVARD_DEBUG")}
    return {**kept, "PYTHONPATH": str(ROOT), "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}


def shown(workspace: Path, command: str, program: Sequence[str] = PROGRAM) -> str:
    """Return what a command shows on a terminal of its own, styles and all."""
    ours, its_own = pty.openpty()
    with subprocess.Popen(
        [*program, *shlex.split(command)], cwd=workspace, env=environment(), stdout=its_own, stderr=its_own
    ):
        os.close(its_own)
        said = b"".join(_read(ours))
    os.close(ours)
    return said.decode("utf-8").replace("\r\n", "\n")


def _read(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(descriptor, 4096)
        except OSError:  # Linux: the other end is closed
            return
        if not data:
            return
        yield data


def terminal(command: str, said: str) -> str:
    """Return a command and what it showed as an SVG file; every run of text has its place, whatever the typeface."""
    return drawn([f"\x1b[1m$ naravard {command}\x1b[0m", *said.rstrip("\n").split("\n")], f"naravard {command}")


def drawn(lines: Sequence[str], title: str) -> str:
    """Return lines with a terminal's styles as an SVG file."""
    width = max(len(_CHANGE_OF_STYLE.sub("", line)) for line in lines) * ADVANCE + 2 * EDGE
    height = len(lines) * LEADING + 2 * EDGE
    texts = [text for number, line in enumerate(lines) for text in _texts(line, EDGE + number * LEADING + SIZE)]
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" lang="sv"'
            f' font-family="\'DejaVu Sans Mono\', Menlo, Consolas, monospace" font-size="{SIZE}">',
            f"<title>{escape(title)}</title>",
            f'<rect x="0.5" y="0.5" width="{width - 1:.0f}" height="{height - 1:.0f}" rx="6" fill="{PAPER}"'
            f' stroke="{FRAME}"/>',
            *texts,
            "</svg>\n",
        )
    )


@dataclass(frozen=True)
class Style:
    """What a terminal has been told of the text that follows."""

    colour: str = INK
    is_bold: bool = False

    def after(self, codes: str) -> Style:
        """Return the style after a change of it (ECMA-48, 8.3.117); 0 takes all away."""
        style = self
        for code in map(int, codes.split(";") if codes else ["0"]):
            if code == 0:
                style = Style()
            elif code == 1:
                style = replace(style, is_bold=True)
            elif code in COLOURS:
                style = replace(style, colour=COLOURS[code])
        return style


def _texts(line: str, y: float) -> Iterator[str]:
    """Yield the words of a line, each run between wide spaces by itself, in its style."""
    column, style = 0, Style()
    for number, part in enumerate(_CHANGE_OF_STYLE.split(line)):
        if number % 2:
            style = style.after(part)
            continue
        for found in re.finditer(r"\S+(?: \S+)*", part):
            x, length = EDGE + (column + found.start()) * ADVANCE, len(found[0]) * ADVANCE
            weight = ' font-weight="bold"' if style.is_bold else ""
            place = f'x="{x:.1f}" y="{y:.0f}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"'
            yield f'<text {place} fill="{style.colour}"{weight}>{escape(found[0])}</text>'
        column += len(part)


if __name__ == "__main__":
    main()
