"""Word templates with something on their pages, or around them: headers, paper, text of their own, kinds of file."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Mm
from house_templates import W, a4, changed, element, field, picture, saved, template

_W = nsdecls("w")
_MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


@template
def header_and_footer() -> bytes:
    """A header and a footer with text, tabs and the page's number."""
    document = a4()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Exempelkommunen\tMall\tKommunstyrelsen"
    footer = section.footer.paragraphs[0]
    footer.text = "Box 1, 901 00 Umeå\t\tSida "
    field(footer, "PAGE")
    return saved(document)


@template
def footer_without_number() -> bytes:
    document = a4()
    document.sections[0].footer.paragraphs[0].text = "Exempelkommunen · exempelkommunen.se"
    return saved(document)


@template
def header_only() -> bytes:
    document = a4()
    document.sections[0].header.add_paragraph().add_run().add_picture(picture(), width=Cm(4))
    return saved(document)


@template
def first_page_with_logo() -> bytes:
    """A letter template: a logo and addresses on page one, nothing on the others."""
    document = a4()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].add_run().add_picture(picture("darkgreen"), width=Cm(5))
    section.first_page_footer.paragraphs[0].text = "Postadress: Box 1, 901 00 Umeå"
    return saved(document)


@template
def first_page_empty() -> bytes:
    """A header and a footer on all pages but the first."""
    document = a4()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Exempelkommunens topp"
    footer = section.footer.paragraphs[0]
    field(footer, "PAGE")
    return saved(document)


@template
def odd_and_even() -> bytes:
    document = a4()
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.header.paragraphs[0].text = "Udda topp"
    section.even_page_header.paragraphs[0].text = "Jämn topp"
    field(section.footer.paragraphs[0], "PAGE")
    field(section.even_page_footer.paragraphs[0], "PAGE")
    return saved(document)


@template
def odd_and_even_without_text() -> bytes:
    document = a4()
    document.settings.odd_and_even_pages_header_footer = True
    return saved(document)


@template
def table_in_header() -> bytes:
    """A logo beside fields in a table: what the document is, its day and its page."""
    document = a4()
    header = document.sections[0].header
    table = header.add_table(1, 2, Cm(16))
    table.cell(0, 0).paragraphs[0].add_run().add_picture(picture("teal"), width=Cm(3))
    right = table.cell(0, 1)
    field(right.paragraphs[0], "TITLE", "Mallens titel")
    field(right.add_paragraph(), 'DOCPROPERTY "Diarienummer" \\* MERGEFORMAT', "Dnr 1999/1")
    field(right.add_paragraph(), 'DATE \\@ "yyyy-MM-dd"', "1999-01-01")
    page = right.add_paragraph("Sida ")
    field(page, "PAGE")
    page.add_run(" (")
    field(page, "NUMPAGES", "9")
    page.add_run(")")
    return saved(document)


def control(inner: str, properties: str) -> Any:
    return element(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")


@template
def content_controls() -> bytes:
    """Controls in a header: bound to the title, named as the reference number, and one that only asks."""
    document = a4()
    binding = (
        '<w:dataBinding w:prefixMappings="" w:xpath="/ns1:coreProperties[1]/ns0:title[1]"'
        ' w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
    )
    paragraph = document.sections[0].header.paragraphs[0]
    asks = "<w:showingPlcHdr/>"
    run = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Klicka här för att ange text</w:t></w:r>'
    for properties in (
        f"{binding}{asks}",
        f'<w:alias w:val="Diarienummer"/>{asks}',
        f'<w:alias w:val="Handläggare"/>{asks}',
    ):
        paragraph._p.append(control(run, properties))
        paragraph.add_run(" · ")
    body = document.add_paragraph()
    body._p.append(control(run, '<w:alias w:val="Brödtext"/>'))
    return saved(document)


@template
def landscape() -> bytes:
    document = a4()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    return saved(document)


@template
def two_columns() -> bytes:
    document = a4()
    document.sections[0]._sectPr.append(element('<w:cols w:num="2" w:space="567"/>'))
    for old in document.sections[0]._sectPr.findall(f"{W}cols")[:-1]:
        document.sections[0]._sectPr.remove(old)
    return saved(document)


@template
def a5_with_gutter() -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)
    section.left_margin, section.right_margin, section.gutter = Mm(18), Mm(15), Mm(7)
    document.settings.element.insert(0, element("<w:mirrorMargins/>"))
    return saved(document)


@template
def page_too_small() -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(90), Mm(50)
    return saved(document)


@template
def cover_and_pages() -> bytes:
    """A cover in a section of its own, landscape, without a header; the pages after it have one."""
    document = a4()
    document.add_paragraph("Försättsblad: skriv rubrik här")
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    second = document.add_section()
    second.orientation, second.page_width, second.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "Huvud efter försättsblad"
    second._sectPr.append(element('<w:pgNumType w:start="0"/>'))
    return saved(document)


@template
def own_text() -> bytes:
    """A body with text, a table, a picture, a text box and placeholders."""
    document = a4()
    document.add_heading("[Skriv rubrik här]", 1)
    document.add_paragraph("Mallens egen text")
    document.add_picture(picture(), width=Cm(3))
    document.add_table(2, 2).cell(0, 0).text = "Mallens tabell"
    return saved(document)


@template
def protected_and_tracked() -> bytes:
    """Editing restricted to forms, changes followed, comments and changes that nobody has accepted."""
    document = a4()
    header = document.sections[0].header.paragraphs[0]
    header._p.append(element('<w:ins w:id="1" w:author="A"><w:r><w:t>Ny topp</w:t></w:r></w:ins>'))
    header._p.append(element('<w:del w:id="2" w:author="A"><w:r><w:delText>Gammal topp</w:delText></w:r></w:del>'))
    paragraph = document.add_paragraph("Text med kommentar")
    document.add_comment(paragraph.runs, "Byt detta", "A", "A")
    settings = document.settings.element
    settings.insert(0, element("<w:trackRevisions/>"))
    settings.insert(1, element('<w:documentProtection w:edit="forms" w:enforcement="1"/>'))
    return saved(document)


def _of_kind(data: bytes, kind: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        types = parts["[Content_Types].xml"].replace(old, kind.encode())
        parts["[Content_Types].xml"] = types
        if "macroEnabled" in kind:
            types = types.replace(
                b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
            )
            parts["[Content_Types].xml"] = types
            parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
            rels = parts["word/_rels/document.xml.rels"].decode()
            one = f'<Relationship Id="rIdVba" Type="{_MACROS}" Target="vbaProject.bin"/>'
            parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{one}</Relationships>").encode()

    return changed(data, change)


@template
def dotx() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    return _of_kind(header_and_footer(), kind)


@template
def docm() -> bytes:
    return _of_kind(header_and_footer(), "application/vnd.ms-word.document.macroEnabled.main+xml")


@template
def dotm() -> bytes:
    return _of_kind(header_and_footer(), "application/vnd.ms-word.template.macroEnabledTemplate.main+xml")


@template
def outside_files() -> bytes:
    """An attached template, a linked picture in the header, and a link to a page."""
    document = a4()
    header = document.sections[0].header
    header.paragraphs[0].add_run("Länkad topp ").add_picture(picture("red"), width=Cm(2))
    link = header.part.relate_to(
        "https://exempel.se/", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    anchor = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{link}"><w:r><w:t>exempel.se</w:t></w:r></w:hyperlink>')
    header.paragraphs[0]._p.append(anchor)
    field(header.add_paragraph(), "REF Bokmärke \\h", "Hänvisad text")

    def change(parts: dict[str, bytes]) -> None:
        name = next(n for n in parts if re.fullmatch(r"word/_rels/header\d*\.xml\.rels", n))
        rels = re.sub(
            r'Target="media/([^"]*)"', r'Target="file:///C:/bilder/\1" TargetMode="External"', parts[name].decode()
        )
        parts[name] = rels.encode()
        part = name.replace("_rels/", "").removesuffix(".rels")
        parts[part] = parts[part].replace(b"r:embed=", b"r:link=")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        parts["word/_rels/settings.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="file:///C:/mallar/Normal.dotm" TargetMode="External"/>'
            "</Relationships>"
        ).encode()

    return changed(saved(document), change)


@template
def strict() -> bytes:
    """Strict Open XML, with lengths in points."""

    def change(parts: dict[str, bytes]) -> None:
        for name, part in parts.items():
            if name.endswith((".xml", ".rels")):
                new = rb"http://purl.oclc.org/ooxml/\1/"
                kinds = rb"officeDocument|wordprocessingml|drawingml"
                pattern = rb"http://schemas\.openxmlformats\.org/(" + kinds + rb")/2006/"
                parts[name] = re.sub(pattern, new, part)
        main = parts["word/document.xml"].decode()
        main = re.sub(r'w:w="(\d+)" w:h="(\d+)"', 'w:w="595.30pt" w:h="841.90pt"', main)
        main = re.sub(r'w:(left|right)="\d+"', r'w:\1="70.85pt"', main)
        parts["word/document.xml"] = main.encode()

    return changed(header_and_footer(), change)


def _without(data: bytes, kind: str) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        parts[name] = re.sub(rf'<Relationship [^>]*/{kind}"[^>]*/>'.encode(), b"", parts[name])
        parts.pop(f"word/{kind}.xml")
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = re.sub(rf'<Override PartName="/word/{kind}.xml"[^>]*/>'.encode(), b"", types)

    return changed(data, change)


@template
def no_styles() -> bytes:
    return _without(header_and_footer(), "styles")


@template
def no_settings_or_fonts() -> bytes:
    return _without(_without(header_and_footer(), "settings"), "fontTable")


@template
def no_numbering() -> bytes:
    return _without(header_and_footer(), "numbering")


@template
def dangling() -> bytes:
    """References to nothing: a part, a base of a style, a style twice, a circle, a style in the header."""

    def change(parts: dict[str, bytes]) -> None:
        rels = parts["word/_rels/document.xml.rels"].decode()
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        parts["word/_rels/document.xml.rels"] = rels.replace(
            "</Relationships>", f'<Relationship Id="rIdNull" Type="{kind}" Target="NULL"/></Relationships>'
        ).encode()
        styles = parts["word/styles.xml"].decode()
        styles = re.sub(
            r'(w:styleId="Heading2">.*?<w:basedOn w:val=")Normal', r"\1Borta", styles, count=1, flags=re.DOTALL
        )
        extra = (
            '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="Dubbel"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
            '<w:style w:type="paragraph"><w:name w:val="Utan id"/></w:style>'
        )
        parts["word/styles.xml"] = styles.replace("</w:styles>", f"{extra}</w:styles>").encode()
        header = next(name for name in parts if name.startswith("word/header"))
        parts[header] = re.sub(rb'<w:pStyle w:val="[^"]*"/>', b'<w:pStyle w:val="Borta"/>', parts[header])

    return changed(header_and_footer(), change)


@template
def page_number_in_frame() -> bytes:
    """A page's number in a frame, as Word once placed it, and a text box."""
    document = a4()
    footer = document.sections[0].footer.paragraphs[0]
    footer._p.get_or_add_pPr().append(
        element('<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>')
    )
    field(footer, "PAGE")
    box = (
        f'<w:r {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:100pt;height:20pt">'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>I en ruta</w:t></w:r></w:p></w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(box))
    return saved(document)


def _empty_zip() -> bytes:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    return out.getvalue()


EMPTY_ZIP = _empty_zip()


def with_part(name: str, held: bytes) -> bytes:
    """Return a template with another part in place of one."""
    return changed(header_and_footer(), lambda parts: parts.update({name: held}))
