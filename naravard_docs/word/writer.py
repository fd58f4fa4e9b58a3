"""Writing a Word file: the house's template with the document's own parts, packed without a clock."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape

from naravard_docs.document.document import Document, Meta, RunningLine, deepest_heading
from naravard_docs.document.inlines import plain_text
from naravard_docs.libraries.zip_package import pack_zip
from naravard_docs.style import text_styles as looks
from naravard_docs.style.text_widths import text_width
from naravard_docs.style.theme import POINTS_PER_MM, Theme
from naravard_docs.word import styles
from naravard_docs.word.body import BodyMarkup
from naravard_docs.word.running import OCCASIONS, OURS_HERE, REGIONS, running_id, running_name
from naravard_docs.word.sections import SectionMarkup
from naravard_docs.word.template import (
    FIXED_RELATIONSHIPS,
    PART_TYPES,
    RELATIONSHIPS,
    Template,
    prepare_template,
    relationships_part,
)
from naravard_docs.word.xml import DECLARATION, NAMESPACES, PICTURE_NAMESPACES, attribute, twips

_PNG_SIGNATURE = b"\x89PNG"
_MOST_WORDS = 0.4
"""How much of a line with blanks words may take on each side, so that there is room to write."""

_LINE_OF_BLANKS = 1.5
_OWN_PARTS = (
    "word/document.xml",
    "word/numbering.xml",
    "docProps/core.xml",
)
"""The parts that each document has of its own, and that have a content type each."""


def word_bytes(document: Document, theme: Theme, base: bytes | None = None) -> bytes:
    """Return the document as a Word file; the same document, theme and base give the same bytes.

    Raises:
        FileAccessError: if ``base`` is no Word document.
    """
    theme = looks.with_room_for_footer(theme, document.footer)
    headings = max(deepest_heading(document.blocks), styles.USUAL_HEADINGS)
    template = prepare_template(theme, base, headings)
    body = BodyMarkup(template, template.theme, SectionMarkup(template.pages.section))
    main = "".join(body.blocks(document.blocks))
    pictures = {f"word/media/image{n}.{_suffix(data)}": data for n, data in enumerate(body.pictures, 1)}
    own = {
        "word/document.xml": _main_part(main, body.sections.end_text()),
        "word/numbering.xml": template.numbering_part(body.numbering),
        **_running_parts(document, template),
        "docProps/core.xml": _core_part(document.meta),
        "word/_rels/document.xml.rels": _main_relationships(body, list(pictures)),
        **pictures,
    }
    return pack_zip(own, _begun(theme, base, headings))


@lru_cache(maxsize=4)
def _begun(theme: Theme, base: bytes | None, headings: int) -> bytes:
    """Return the package with what all documents of a house share, packed once."""
    template = prepare_template(theme, base, headings)
    types = {
        name: kind for name, kind in PART_TYPES.items() if name in (*template.parts, *template.pages.names, *_OWN_PARTS)
    }
    return pack_zip({**_package_parts({**types, **template.types}), **template.parts})


def _main_part(blocks: str, section: str) -> bytes:
    return (
        f"{DECLARATION}<w:document {NAMESPACES} {PICTURE_NAMESPACES}><w:body>{blocks}{section}</w:body></w:document>"
    ).encode()


def _running_parts(document: Document, template: Template) -> dict[str, bytes]:
    """Return headers and footers: the base's own, filled with what the document is, else the document's lines."""

    def part(region: str, occasion: str) -> str:
        if region == "footer":
            return _lines("ftr", document.footer, template, styles.FOOTER)
        lines = document.first_header if occasion == "first" else document.header
        return _lines("hdr", lines, template, styles.HEADER)

    parts = {}
    for region, occasion in ((region, occasion) for region in REGIONS for occasion in OCCASIONS):
        name = f"word/{running_name(region, occasion)}"
        if name in template.pages.running:
            from naravard_docs.word.base_fields import filled

            text = filled(template.pages.running[name], document.meta)
            parts[name] = text.replace(OURS_HERE, _lines_of_each_page(document, template, region)).encode()
        elif name in template.pages.names:
            parts[name] = part(region, occasion).encode()
    return parts


def _lines_of_each_page(document: Document, template: Template, region: str) -> str:
    """Return what no page may lack, whosever its header is: how the document is marked, and blanks to sign on."""
    if region == "header":
        lines, style = document.first_header, styles.HEADER
    else:
        lines, style = tuple(line for line in document.footer if line.blanks), styles.FOOTER
    markup = "".join(_running_line(line, template, style) for line in lines)
    return markup.replace("<w:p>", f"<w:p {NAMESPACES}>")


def _lines(tag: str, lines: tuple[RunningLine, ...], template: Template, style: str) -> str:
    inner = "".join(_running_line(line, template, style) for line in lines)
    inner = inner or _running_line(RunningLine(), template, styles.FIRST_HEADER)
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"


def _running_line(line: RunningLine, template: Template, style: str) -> str:
    body = BodyMarkup(template, template.theme, SectionMarkup(""))
    blanks = "<w:r><w:tab/></w:r>" * (2 * line.blanks)
    right = f"<w:r><w:tab/></w:r>{body.inlines(line.right)}" if line.right else ""
    name, form = attribute(template.style_ids[style]), template.pages.forms.get(style, styles.TabbedForm())
    besides = f"{form.tabs}{form.indent}{form.alignment}" if line.right else ""
    besides = _form_of_blanks(line, template, form) if line.blanks else besides
    return f"<w:p><w:pPr><w:pStyle w:val={name}/>{besides}</w:pPr>{body.inlines(line.left)}{blanks}{right}</w:p>"


def _form_of_blanks(line: RunningLine, template: Template, form: styles.TabbedForm) -> str:
    """Return the form of a line with blanks: a tab to where each begins, one that draws it, and room to write above."""
    theme = template.theme
    size, measure = form.size_pt or looks.running_look(theme).size_pt, theme.measure_mm * POINTS_PER_MM
    widths = (text_width(plain_text(part), theme, size) * template.widening for part in (line.left, line.right))
    begin, end = (min(width, measure * _MOST_WORDS) for width in widths)
    stops = "".join(
        f'<w:tab w:val="left" w:pos="{twips(at)}"/>'
        f'<w:tab w:val="right" w:leader="underscore" w:pos="{twips(at + long)}"/>'
        for at, long in looks.blanks_between(line.blanks, begin, measure - end)
    )
    height = twips(max(looks.running_height_pt(line, theme), size * _LINE_OF_BLANKS))
    spacing = f'<w:spacing w:line="{height}" w:lineRule="exact"/>'
    return f"<w:tabs>{form.cleared}{stops}</w:tabs>{spacing}{form.indent}{form.alignment}"


def _core_part(meta: Meta) -> bytes:
    """Return the core properties: the same facts as the PDF's metadata."""
    stamp = f"{meta.date.isoformat()}T12:00:00Z"
    facts = [
        ("dc:title", meta.title),
        ("dc:subject", meta.subject),
        ("dc:creator", meta.author),
        ("dc:identifier", meta.identifier),
        ("dc:language", meta.language),
        ("cp:lastModifiedBy", meta.author),
    ]
    inner = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in facts if text)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{inner}{dates}</cp:coreProperties>'
    ).encode()


def _main_relationships(body: BodyMarkup, pictures: list[str]) -> bytes:
    fixed = list(FIXED_RELATIONSHIPS)
    fixed += [
        (running_id(region, occasion), region, name)
        for region in REGIONS
        for occasion in OCCASIONS
        if f"word/{(name := running_name(region, occasion))}" in body.template.pages.names
    ]
    fixed += [(f"rIdPicture{n}", "image", name.removeprefix("word/")) for n, name in enumerate(pictures, 1)]
    link = f'Type="{RELATIONSHIPS}/hyperlink" TargetMode="External"'
    links = "".join(
        f'<Relationship Id="rIdLink{n}" {link} Target={attribute(url)}/>' for n, url in enumerate(body.links, 1)
    )
    return relationships_part(fixed, links)


def _package_parts(types: Mapping[str, str]) -> dict[str, bytes]:
    """Return the content types and the package's relationships (ECMA-376 part 2)."""
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items())
    extensions = (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("odttf", "application/vnd.openxmlformats-officedocument.obfuscatedFont"),
    )
    kinds = "".join(f'<Default Extension="{suffix}" ContentType="{kind}"/>' for suffix, kind in extensions)
    metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    core = f'<Relationship Id="rIdCore" Type="{metadata}" Target="docProps/core.xml"/>'
    main = [("rIdMain", "officeDocument", "word/document.xml"), ("rIdApp", "extended-properties", "docProps/app.xml")]
    return {
        "[Content_Types].xml": (
            f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f"{kinds}{overrides}</Types>"
        ).encode(),
        "_rels/.rels": relationships_part(main, core),
    }


def _suffix(picture: bytes) -> str:
    return "png" if picture.startswith(_PNG_SIGNATURE) else "jpeg"
