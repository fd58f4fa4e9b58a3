"""The Word template that docxtpl fills; made once before anything is measured.

Run: python -m benchmarks.builders.word_template FILE, with the Python that has docxtpl.
"""

from __future__ import annotations

import sys
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ACCENT, MUTED = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x59, 0x59, 0x59)


def main(target: str) -> None:
    """Write the template."""
    document = docx.Document()
    _page(document)
    _styles(document)
    add = document.add_paragraph
    add("{{ m.letterhead }}", style="Subtitle")
    document.add_heading("{{ m.title }}", 1)
    add("{{ m.subtitle }}", style="Subtitle")
    _loop(add, "fact in m.facts", lambda: add().add_run("{{ fact.label }} {{ fact.value }}"))
    add("{%p if m.contents %}")
    document.add_heading("{{ m.contents.heading }}", 2)
    _loop(add, "line in m.contents.lines", lambda: add("{{ line }}"))
    add("{%p endif %}")
    document.add_heading("{{ m.attendance.heading }}", 2)
    _loop(add, "group in m.attendance.groups", lambda: _group(document))
    _loop(add, "item in m['items']", lambda: _item(document))
    document.save(target)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "{{ m.header.left }}\t\t{{ m.header.right }}"
    for footer in (section.footer, section.first_page_footer):
        line = footer.paragraphs[0]
        line.add_run("{{ m.footer }}\t\tSida ")
        _field(line, "PAGE")
        line.add_run(" (")
        _field(line, "NUMPAGES")
        line.add_run(")")


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _styles(document: Any) -> None:
    sizes = {
        "Normal": 11,
        "Subtitle": 14,
        "Heading 1": 18,
        "Heading 2": 14,
        "Heading 3": 11.5,
        "Header": 9,
        "Footer": 9,
    }
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Source Sans 3", Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:asciiTheme"), "")
        if name.startswith("Heading"):
            style.font.color.rgb = ACCENT
        elif name != "Normal":
            style.font.color.rgb = MUTED
    document.styles["Normal"].paragraph_format.line_spacing = Pt(15)
    document.styles["Normal"].paragraph_format.space_after = Pt(7)


def _loop(add: Any, what: str, body: Any) -> None:
    add(f"{{%p for {what} %}}")
    body()
    add("{%p endfor %}")


def _group(document: Any) -> None:
    add = document.add_paragraph
    document.add_heading("{{ group.heading }}", 3)
    add("{%p if group.names %}")
    _loop(add, "name in group.names", lambda: add("{{ name }}", style="List Bullet"))
    add("{%p else %}")
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    for number, cell in enumerate(table.rows[0].cells):
        cell.text = f"{{{{ group.columns[{number}].heading }}}}"
    table.rows[1].cells[0].text = "{%tr for row in group.rows %}"
    for number, cell in enumerate(table.rows[2].cells):
        cell.text = f"{{{{ row[{number}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    add("{%p endif %}")


def _item(document: Any) -> None:
    add = document.add_paragraph
    document.add_heading("{{ item.heading }}", 2)
    add("{%p if item.type %}")
    add("{{ item.type }}")
    add("{%p endif %}")
    _loop(add, "line in item.presenters", lambda: setattr(add().add_run("{{ line }}"), "italic", True))
    add("{%p for part in item.text %}")
    add("{%p if part is string %}")
    add("{{ part }}")
    add("{%p else %}")
    _loop(add, "point in part", lambda: add("{{ point }}", style="List Number"))
    add("{%p endif %}")
    add("{%p endfor %}")
    add("{%p if item.decision %}")
    add().add_run("{{ item.decision.opening }}").bold = True
    _loop(add, "clause in item.decision.clauses", lambda: add("{{ clause }}", style="List Bullet"))
    add("{%p endif %}")


if __name__ == "__main__":
    main(sys.argv[1])
