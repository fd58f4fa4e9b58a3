"""The styles of a Word file: one for each role, from the same look that the PDF has.

Styles are found by their name, since a Swedish Word gives «heading 1» the id «Rubrik1»; ours are added only where the
template has none of that name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from naravard_docs.document.blocks import ListKind, Role
from naravard_docs.style import text_styles as looks
from naravard_docs.style.text_styles import TextLook
from naravard_docs.style.theme import POINTS_PER_MM, Theme
from naravard_docs.word.numbering import BULLETS, DASHES, LEVELS, NUMBERS
from naravard_docs.word.xml import TWIPS_PER_MM, attribute, half_points, twips

DEEPEST_LIST = LEVELS

_ROLE_NAMES = {
    Role.SUBTITLE: "Subtitle",
    Role.LETTERHEAD: "Brevhuvud",
    Role.ADDRESS: "Adressrad",
    Role.FACTS: "Uppgifter",
    Role.STATUS: "Utkastmärke",
    Role.ITEM_TYPE: "Ärendetyp",
    Role.PRESENTERS: "Föredragande",
    Role.ADDRESSEE: "Mottagare",
    Role.SIGNED: "Undertecknare",
    Role.APPENDIX_NUMBER: "Bilaganummer",
    Role.CLOSING: "Avslutning",
}
OPENING, SENTENCE = "Beslutsinledning", "Beslutsmening"
CELL, HEADER_CELL = "Tabelltext", "Tabellrubrik"
SIGNATURE, CAPACITY = "Underskrift", "Underskriftsroll"
FIRST_HEADER, HEADER, FOOTER = "Sidhuvud första sidan", "header", "footer"
TABLE, QUOTE, HYPERLINK, STRONG, EMPHASIS = "Mötestabell", "Quote", "Hyperlink", "Strong", "Emphasis"
BODY = "Normal"
CONTENTS = "toc 1"
PICTURE = "Bild"
RECIPIENTS = "Sändlista"


def paragraph_style(role: Role) -> str:
    """Give the name of the style for paragraphs of a role."""
    return _ROLE_NAMES.get(role, BODY)


def list_style(kind: ListKind, role: Role, depth: int) -> str:
    """Give the name of the style for list items; ``depth`` counts from 1."""
    suffix = f" {depth}" if depth > 1 else ""
    if role is Role.RECIPIENTS and depth == 1:
        return RECIPIENTS
    match kind:
        case ListKind.NUMBER:
            return f"List Number{suffix}"
        case ListKind.DASH:
            return f"Att-sats{suffix}"
        case ListKind.BULLET:
            return f"List Bullet{suffix}"


def continued_style(depth: int) -> str:
    """Give the name of the style for further paragraphs of a list item."""
    return f"List Continue {depth}" if depth > 1 else "List Continue"


@dataclass(frozen=True, slots=True)
class Style:
    """A style's name as Word knows it and its element's content."""

    name: str
    content: str
    kind: str = "paragraph"
    is_default: bool = False

    @property
    def id(self) -> str:
        return "".join(part.capitalize() if part.islower() else part for part in self.name.replace("-", " ").split())

    def element(self) -> str:
        default = ' w:default="1"' if self.is_default else ""
        custom = "" if self.name in _BUILT_IN or self.name.startswith(("heading", "List ")) else ' w:customStyle="1"'
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId={attribute(self.id)}>'
            f"<w:name w:val={attribute(self.name)}/>{self.content}</w:style>"
        )


_BUILT_IN = {
    BODY,
    "Subtitle",
    QUOTE,
    CONTENTS,
    HYPERLINK,
    STRONG,
    EMPHASIS,
    HEADER,
    FOOTER,
    "Normal Table",
    "Default Paragraph Font",
}


def defaults(theme: Theme) -> str:
    """Give the document defaults: font, size and Swedish."""
    font = attribute(theme.font_name)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
        f'<w:sz w:val="{half_points(theme.body_size_pt)}"/><w:szCs w:val="{half_points(theme.body_size_pt)}"/>'
        f'<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def house_styles(theme: Theme) -> tuple[Style, ...]:
    """Give all styles that the documents use, in the order the style file has them."""
    return tuple(_styles(theme))


def _styles(theme: Theme) -> Iterator[Style]:
    body = looks.paragraph_look(theme, Role.BODY)
    yield Style(BODY, "<w:qFormat/>" + _paragraph(body) + _run(body), is_default=True)
    yield Style("Default Paragraph Font", '<w:uiPriority w:val="1"/><w:semiHidden/>', "character", is_default=True)
    yield Style("Normal Table", _NORMAL_TABLE, "table", is_default=True)
    for level in (1, 2, 3):
        look = looks.heading_look(theme, level)
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        yield Style(f"heading {level}", _based(next_name=BODY) + _paragraph(look, outline) + _run(look))
    for role, name in _ROLE_NAMES.items():
        look = looks.paragraph_look(theme, role)
        yield Style(name, _based(next_name=BODY) + _paragraph(look) + _run(look))
    yield _from_look(OPENING, looks.opening_look(theme, has_more=True), next_name=BODY)
    yield _from_look(SENTENCE, looks.opening_look(theme, has_more=False), next_name=BODY)
    yield _from_look(CELL, looks.cell_look(theme))
    yield _from_look(HEADER_CELL, looks.cell_look(theme, is_header=True), keeps=True)
    yield from _list_styles(theme)
    yield Style(QUOTE, _based() + _paragraph(body, _indent(left=looks.QUOTE_INDENT_PT)) + _run(body))
    edge = round(theme.measure_mm * TWIPS_PER_MM)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'
    place = f'<w:spacing w:before="0" w:after="0" {_leading(body)}/>'
    yield Style(CONTENTS, _based() + f"<w:pPr>{tabs}{place}</w:pPr>")
    yield Style(
        PICTURE,
        _based() + '<w:pPr><w:keepNext/><w:spacing w:before="0" w:after="120" w:line="240" w:lineRule="auto"/></w:pPr>',
    )
    yield from _signature_styles(theme)
    yield from _running_styles(theme)
    yield Style(HYPERLINK, f'<w:rPr><w:color w:val="{theme.link_colour}"/><w:u w:val="single"/></w:rPr>', "character")
    yield Style(STRONG, "<w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr>", "character")
    yield Style(EMPHASIS, "<w:qFormat/><w:rPr><w:i/><w:iCs/></w:rPr>", "character")
    yield Style(TABLE, _table_style(theme), "table")


def _list_styles(theme: Theme) -> Iterator[Style]:
    for depth in range(1, DEEPEST_LIST + 1):
        for kind, numbering in ((ListKind.BULLET, BULLETS), (ListKind.DASH, DASHES), (ListKind.NUMBER, NUMBERS)):
            look = looks.paragraph_look(theme, Role.BODY)
            level = f'<w:ilvl w:val="{depth - 1}"/>' if depth > 1 else ""
            number = f'<w:numPr>{level}<w:numId w:val="{{{numbering}}}"/></w:numPr>'
            content = _based() + _paragraph(look, "<w:contextualSpacing/>", before=number)
            yield Style(list_style(kind, Role.BODY, depth), content)
        indent = _indent(left=looks.LIST_INDENT_PT * depth)
        yield Style(continued_style(depth), _based() + _paragraph(looks.paragraph_look(theme, Role.BODY), indent))
    number = f'<w:numPr><w:numId w:val="{{{BULLETS}}}"/></w:numPr>'
    look = looks.paragraph_look(theme, Role.BODY)
    keeping = _paragraph(look, "<w:contextualSpacing/>", before="<w:keepNext/>" + number)
    yield Style(RECIPIENTS, _based() + keeping)


def _signature_styles(theme: Theme) -> Iterator[Style]:
    look = looks.paragraph_look(theme, Role.BODY)
    right = theme.measure_mm * POINTS_PER_MM - looks.SIGNATURE_LINE_PT
    line = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="3" w:color="{theme.text_colour}"/></w:pBdr>'
    room = f'<w:spacing w:before="{twips(looks.SIGNATURE_GAP_PT)}" w:after="0" {_leading(look)}/>'
    yield Style(SIGNATURE, _based() + f"<w:pPr><w:keepNext/><w:keepLines/>{line}{room}{_indent(right=right)}</w:pPr>")
    after = f'<w:spacing w:before="0" w:after="0" {_leading(look)}/>'
    yield Style(CAPACITY, _based() + f"<w:pPr><w:keepLines/>{after}</w:pPr>")


def _running_styles(theme: Theme) -> Iterator[Style]:
    look = looks.running_look(theme)
    edge = round(theme.measure_mm * TWIPS_PER_MM)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'
    for name, side in ((HEADER, "bottom"), (FOOTER, "top"), (FIRST_HEADER, "")):
        rule = f'<w:pBdr><w:{side} w:val="single" w:sz="4" w:space="3" w:color="{theme.rule_colour}"/></w:pBdr>'
        spacing = f'<w:spacing w:before="0" w:after="0" {_leading(look)}/>'
        yield Style(name, _based() + f"<w:pPr>{rule if side else ''}{tabs}{spacing}</w:pPr>" + _run(look))


_NORMAL_TABLE = (
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)


def _table_style(theme: Theme) -> str:
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{theme.rule_colour}"'
    side, edge = twips(looks.CELL_PADDING_PT), twips(looks.CELL_PADDING_PT / 2)
    margins = "".join(
        f'<w:{name} w:w="{width}" w:type="dxa"/>'
        for name, width in (("top", edge), ("left", side), ("bottom", edge), ("right", side))
    )
    return (
        '<w:basedOn w:val="{Normal Table}"/>'
        f"<w:tblPr><w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{theme.fill_colour}"/></w:tcPr></w:tblStylePr>'
    )


def _from_look(name: str, look: TextLook, next_name: str = "", keeps: bool = False) -> Style:
    return Style(name, _based(next_name) + _paragraph(look, before="<w:keepNext/>" if keeps else "") + _run(look))


def _based(next_name: str = "") -> str:
    following = f"<w:next w:val={attribute('{' + next_name + '}')}/>" if next_name else ""
    return f'<w:basedOn w:val="{{{BODY}}}"/>{following}<w:qFormat/>'


def _paragraph(look: TextLook, after: str = "", before: str = "") -> str:
    """Give paragraph properties in the order of the schema: keeps, numbering, spacing, then ``after``."""
    keep = "<w:keepNext/>" if look.keeps_with_next and "keepNext" not in before else ""
    together = "<w:keepLines/>" if look.keeps_with_next or look.keeps_together else ""
    number = before.replace("<w:keepNext/>", "")
    first = "<w:keepNext/>" if "keepNext" in before else keep
    spacing = f'<w:spacing w:before="{twips(look.before_pt)}" w:after="{twips(look.after_pt)}" {_leading(look)}/>'
    return f"<w:pPr>{first}{together}<w:widowControl/>{number}{spacing}{after}</w:pPr>"


def _leading(look: TextLook) -> str:
    return f'w:line="{twips(look.leading_pt)}" w:lineRule="exact"'


def _indent(left: float = 0, right: float = 0) -> str:
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}"/>'


def _run(look: TextLook) -> str:
    bold = "<w:b/><w:bCs/>" if look.is_bold else ""
    italic = "<w:i/><w:iCs/>" if look.is_italic else ""
    size = half_points(look.size_pt)
    return (
        f'<w:rPr>{bold}{italic}<w:color w:val="{look.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
