"""Word templates as houses have them, made here: each with one thing that somebody's template has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W = nsdecls("w")
Make = Callable[[], bytes]
TEMPLATES: dict[str, Make] = {}
"""Every template that is used, by a name that says what it has."""


def template(make: Make) -> Make:
    """Keep a template, which is made once."""
    kept = cache(make)
    TEMPLATES[make.__name__] = kept
    return kept


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def a4() -> Any:
    """Return a template with what most have: A4 and margins of its own."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    return document


def element(text: str) -> Any:
    return parse_xml(
        text.replace(">", f" {_W}>", 1) if "/>" not in text.split(">")[0] + ">" else text.replace("/>", f" {_W}/>", 1)
    )


def picture(colour: str = "navy", size: tuple[int, int] = (240, 80)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    out.seek(0)
    return out


def field(paragraph: Any, instruction: str, shown: str = "1") -> None:
    """Add a field of several runs, as Word writes it."""
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind in ("begin", "separate", "end"):
            run._r.append(element(f'<w:fldChar w:fldCharType="{kind}"/>'))
        elif not kind:
            code = element("<w:instrText/>")
            code.text = f" {text} "
            run._r.append(code)


def style_property(document: Any, style: str, markup: str) -> None:
    document.styles[style].element.get_or_add_pPr().append(element(markup))


@template
def word_defaults() -> bytes:
    """Letter paper, and headers and footers with a centre and a right tab, as python-docx and Word have them."""
    return saved(docx.Document())


@template
def swedish_ids() -> bytes:
    """What a Swedish Word saves: English names, Swedish ids."""
    document = a4()
    ids = {"Heading 1": "Rubrik1", "Heading 2": "Rubrik2", "Header": "Sidhuvud", "Footer": "Sidfot"}
    for name, style_id in ids.items():
        document.styles[name].element.set(f"{W}styleId", style_id)
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    return saved(document)


def _renamed(names: Mapping[str, str]) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        text = parts["word/styles.xml"].decode()
        for old, new in names.items():
            text = text.replace(f'<w:name w:val="{old}"/>', f'<w:name w:val="{new}"/>')
        parts["word/styles.xml"] = text.encode()

    document = a4()
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    return changed(saved(document), change)


CAPITALS = {"heading 1": "Heading 1", "heading 2": "Heading 2", "heading 3": "Heading 3"}
SWEDISH = {
    **{"heading 1": "Rubrik 1", "heading 2": "Rubrik 2", "heading 3": "Rubrik 3", "header": "Sidhuvud"},
    **{"footer": "Sidfot", "List Bullet": "Punktlista", "Quote": "Citat", "Subtitle": "Underrubrik"},
}


@template
def capital_names() -> bytes:
    """LibreOffice's spelling of built-in names."""
    return _renamed({**CAPITALS, "header": "Header", "footer": "Footer"})


@template
def swedish_names() -> bytes:
    """Styles that have only their Swedish names."""
    return _renamed(SWEDISH)


@template
def upper_case_names() -> bytes:
    return _renamed({"heading 1": "HEADING 1", "heading 2": "RUBRIK 2", "footer": "SIDFOT"})


@template
def ids_only() -> bytes:
    """Built-in styles under a house's own names, with the ids that Word gave them."""
    return _renamed({"heading 1": "Kommunens titel", "heading 2": "Kommunens rubrik", "header": "Kommunens topp"})


@template
def aliases() -> bytes:
    document = a4()
    for name, alias in (("Heading 1", "Titelrad;Rubrik 1"), ("Heading 2", "heading 2,Ärenderubrik")):
        style = document.styles[name]
        style.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
        style.element.find(f"{W}name").addnext(element(f'<w:aliases w:val="{alias}"/>'))
        style.element.find(f"{W}name").set(f"{W}val", f"Egen {name[-1]}")
        style.element.set(f"{W}styleId", f"Egen{name[-1]}")
    return saved(document)


@template
def numbered_headings() -> bytes:
    """Headings that a list of several levels numbers: 1, 1.1, 1.1.1."""
    document = a4()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{n + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{k + 1}" for k in range(n + 1))}"/><w:lvlJc w:val="left"/></w:lvl>'
        for n in range(3)
    )
    numbering.insert(0, element(f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>'))
    numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level in range(3):
        at = f'<w:ilvl w:val="{level}"/>' if level else ""
        style_property(document, f"Heading {level + 1}", f'<w:numPr>{at}<w:numId w:val="90"/></w:numPr>')
    return saved(document)


@template
def lists_without_numbers() -> bytes:
    """List styles that have lost their numbering."""
    document = a4()
    for name in ("List Bullet", "List Bullet 2", "List Number", "List Number 2"):
        properties = document.styles[name].element.pPr
        for number in properties.findall(f"{W}numPr"):
            properties.remove(number)
    return saved(document)


@template
def lists_of_another_kind() -> bytes:
    """A bulleted list that counts, and one whose number does not exist."""
    document = a4()
    for name, number in (("List Bullet", "2"), ("List Bullet 2", "777")):
        properties = document.styles[name].element.pPr
        for one in properties.findall(f"{W}numPr"):
            one.find(f"{W}numId").set(f"{W}val", number)
    numbering = document.part.numbering_part.element
    counting = next(
        n.get(f"{W}numId")
        for n in numbering.findall(f"{W}num")
        if numbering.find(
            f"{W}abstractNum[@{W}abstractNumId='{n.find(f'{W}abstractNumId').get(f'{W}val')}']/{W}lvl/{W}numFmt"
        ).get(f"{W}val")
        == "decimal"
    )
    document.styles["List Bullet"].element.pPr.find(f"{W}numPr/{W}numId").set(f"{W}val", counting)
    return saved(document)


@template
def english() -> bytes:
    """A template whose language is English, and whose heading is told to be German."""
    document = a4()
    document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang").set(f"{W}val", "en-US")
    document.styles["Heading 1"].element.get_or_add_rPr().append(element('<w:lang w:val="de-DE"/>'))
    return saved(document)


@template
def old_compatibility() -> bytes:
    document = a4()
    settings = document.settings.element
    for one in settings.findall(f"{W}compat"):
        settings.remove(one)
    return saved(document)


@template
def troublesome_normal() -> bytes:
    """A Normal that numbers, hides and parts every paragraph."""
    document = a4()
    numbering = document.part.numbering_part.element
    number = numbering.findall(f"{W}num")[0].get(f"{W}numId")
    properties = document.styles["Normal"].element.get_or_add_pPr()
    for markup in (
        "<w:keepNext/>",
        "<w:pageBreakBefore/>",
        '<w:framePr w:w="2000" w:hRule="exact" w:h="600"/>',
        f'<w:numPr><w:numId w:val="{number}"/></w:numPr>',
        '<w:outlineLvl w:val="0"/>',
    ):
        properties.append(element(markup))
    run = document.styles["Normal"].element.get_or_add_rPr()
    run.append(element("<w:caps/>"))
    run.append(element("<w:vanish/>"))
    return saved(document)


@template
def heading_on_new_page() -> bytes:
    document = a4()
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].paragraph_format.page_break_before = True
    return saved(document)


@template
def centred_header_style() -> bytes:
    document = a4()
    for name in ("Header", "Footer"):
        document.styles[name].paragraph_format.alignment = 1
        document.styles[name].paragraph_format.right_indent = Pt(40)
    return saved(document)


@template
def contents_with_left_tab() -> bytes:
    """A contents style as Word has it: a tab after the number, then dots to the page."""
    document = a4()
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(
        element(
            '<w:tabs><w:tab w:val="left" w:pos="440"/><w:tab w:val="center" w:pos="7000"/>'
            '<w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>'
        )
    )
    return saved(document)


@template
def other_default() -> bytes:
    """A default style that is not called Normal."""
    return _renamed({"Normal": "Kommunens bas", "Default Paragraph Font": "Kommunens tecken"})


@template
def names_of_another_kind() -> bytes:
    """Names of ours on styles of another kind: a paragraph called Hyperlink, a table called Quote."""
    document = a4()
    for one in [s for s in document.styles if s.name in ("Strong", "Quote")]:
        document.styles.element.remove(one.element)
    document.styles.add_style("Hyperlink", WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("strong", WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Quote", WD_STYLE_TYPE.TABLE)
    return saved(document)


@template
def theme_fonts() -> bytes:
    document = a4()
    fonts = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    fonts.set(f"{W}asciiTheme", "minorHAnsi")
    fonts.set(f"{W}hAnsiTheme", "minorHAnsi")
    return saved(document)
