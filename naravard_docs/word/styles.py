"""The styles of a Word file: one for each role, from the same look that the PDF has.

Styles are found by their name, since a Swedish Word gives «heading 1» the id «Rubrik1»; ours are added only where the
template has none of that name.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from naravard_docs.document.blocks import ListKind, Role
from naravard_docs.libraries.records import replace
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
    """Return the name of the style for paragraphs of a role."""
    return _ROLE_NAMES.get(role, BODY)


def list_style(kind: ListKind, role: Role, depth: int) -> str:
    """Return the name of the style for list items; ``depth`` counts from 1."""
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
    """Return the name of the style for further paragraphs of a list item."""
    return f"List Continue {depth}" if depth > 1 else "List Continue"


class Style(Struct, frozen=True):
    """A style's name as Word knows it and its element's content."""

    name: str
    content: str
    kind: str = "paragraph"
    is_default: bool = False

    @property
    def id(self) -> str:
        return "".join(part.capitalize() if part.islower() else part for part in self.name.replace("-", " ").split())

    @property
    def is_built_in(self) -> bool:
        """Whether it is one of Word's own."""
        return self.name in _BUILT_IN or self.name.startswith(("heading", "List "))

    def element(self, style_id: str) -> str:
        """Return the style's element under an id that is free in its file."""
        default = ' w:default="1"' if self.is_default else ""
        custom = "" if self.is_built_in else ' w:customStyle="1"'
        return (
            f'<w:style w:type="{self.kind}"{default}{custom} w:styleId={attribute(style_id)}>'
            f"<w:name w:val={attribute(self.name)}/>{self.content}</w:style>"
        )


class TabbedForm(Struct, frozen=True):
    """What a line with a tab in it has besides its style: tab stops, indent and alignment, as ready markup.

    ``cleared`` are those of the style's stops that the line must not have, for one that has other stops than ``tabs``;
    ``size_pt`` is how large the style's text is, 0 where it does not say.
    """

    tabs: str = ""
    indent: str = ""
    alignment: str = ""
    cleared: str = ""
    size_pt: float = 0


class _Properties(Struct, frozen=True):
    """What a style says of its paragraphs: what holds of them, and ready markup of the rest."""

    spacing: str
    keeps_with_next: bool = False
    keeps_together: bool = False
    avoids_widows: bool = False
    number: str = ""
    rule: str = ""
    tabs: str = ""
    indent: str = ""
    is_contextual: bool = False
    outline: str = ""

    def element(self) -> str:
        """Return the properties in the schema's order (ECMA-376, CT_PPr)."""
        keep = "<w:keepNext/>" if self.keeps_with_next else ""
        together = "<w:keepLines/>" if self.keeps_together else ""
        widows = "<w:widowControl/>" if self.avoids_widows else ""
        before = f"{keep}{together}{widows}{self.number}{self.rule}{self.tabs}"
        contextual = "<w:contextualSpacing/>" if self.is_contextual else ""
        return f"<w:pPr>{before}{self.spacing}{self.indent}{contextual}{self.outline}</w:pPr>"


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


def document_defaults(theme: Theme) -> str:
    """Return the document defaults: font, size and Swedish."""
    font = attribute(theme.font_name)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>"
        f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"
        f'<w:sz w:val="{half_points(theme.body_size_pt)}"/><w:szCs w:val="{half_points(theme.body_size_pt)}"/>'
        f'<w:lang w:val="sv-SE" w:eastAsia="sv-SE" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


USUAL_HEADINGS = 3
"""The levels of headings that every Word file has styles for; deeper ones come with the documents that have them."""


def house_styles(theme: Theme, headings: int = USUAL_HEADINGS) -> tuple[Style, ...]:
    """Return all styles that the documents use, in order; ``headings`` is how many levels have one."""
    return tuple(_styles(theme, headings))


def _styles(theme: Theme, headings: int) -> Iterator[Style]:
    body = looks.paragraph_look(theme, Role.BODY)
    yield Style(BODY, "<w:qFormat/>" + _properties(body).element() + _run(body), is_default=True)
    yield Style("Default Paragraph Font", '<w:uiPriority w:val="1"/><w:semiHidden/>', "character", is_default=True)
    yield Style("Normal Table", _NORMAL_TABLE, "table", is_default=True)
    for level in range(1, headings + 1):
        look = looks.heading_look(theme, level)
        properties = replace(_properties(look), outline=f'<w:outlineLvl w:val="{level - 1}"/>')
        yield _style(f"heading {level}", properties, _run(look), next_name=BODY)
    for role, name in _ROLE_NAMES.items():
        yield _from_look(name, looks.paragraph_look(theme, role), next_name=BODY)
    yield _from_look(OPENING, looks.opening_look(theme, has_more=True), next_name=BODY)
    yield _from_look(SENTENCE, looks.opening_look(theme, has_more=False), next_name=BODY)
    yield _from_look(CELL, looks.cell_look(theme))
    yield _from_look(HEADER_CELL, looks.cell_look(theme, is_header=True), keeps=True)
    yield from _list_styles(theme)
    yield _style(QUOTE, replace(_properties(body), indent=_indent(left=looks.QUOTE_INDENT_PT)), _run(body))
    yield _style(CONTENTS, _Properties(_spacing(body), tabs=_right_tab(theme)))
    room = '<w:spacing w:before="0" w:after="120" w:line="240" w:lineRule="auto"/>'
    yield _style(PICTURE, _Properties(room, keeps_with_next=True))
    yield from _signature_styles(theme)
    yield from _running_styles(theme)
    yield Style(HYPERLINK, f'<w:rPr><w:color w:val="{theme.link_colour}"/><w:u w:val="single"/></w:rPr>', "character")
    yield Style(STRONG, "<w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr>", "character")
    yield Style(EMPHASIS, "<w:qFormat/><w:rPr><w:i/><w:iCs/></w:rPr>", "character")
    yield Style(TABLE, _table_style(theme), "table")


def _list_styles(theme: Theme) -> Iterator[Style]:
    body = _properties(looks.paragraph_look(theme, Role.BODY))
    listed = replace(body, is_contextual=True)
    for depth in range(1, DEEPEST_LIST + 1):
        for kind, numbering in ((ListKind.BULLET, BULLETS), (ListKind.DASH, DASHES), (ListKind.NUMBER, NUMBERS)):
            level = f'<w:ilvl w:val="{depth - 1}"/>' if depth > 1 else ""
            number = f'<w:numPr>{level}<w:numId w:val="{{{numbering}}}"/></w:numPr>'
            yield _style(list_style(kind, Role.BODY, depth), replace(listed, number=number))
        yield _style(continued_style(depth), replace(body, indent=_indent(left=looks.LIST_INDENT_PT * depth)))
    number = f'<w:numPr><w:numId w:val="{{{BULLETS}}}"/></w:numPr>'
    yield _style(RECIPIENTS, replace(listed, keeps_with_next=True, number=number))


def _signature_styles(theme: Theme) -> Iterator[Style]:
    look = looks.paragraph_look(theme, Role.BODY)
    right = max(0, theme.measure_mm * POINTS_PER_MM - looks.SIGNATURE_LINE_PT)
    room, line = _spacing(look, looks.SIGNATURE_GAP_PT), _rule("top", theme.text_colour)
    signed = _Properties(room, keeps_with_next=True, keeps_together=True, rule=line, indent=_indent(right=right))
    yield _style(SIGNATURE, signed)
    yield _style(CAPACITY, _Properties(_spacing(look), keeps_together=True))


def _running_styles(theme: Theme) -> Iterator[Style]:
    look = looks.running_look(theme)
    below, above = _rule("bottom", theme.rule_colour), _rule("top", theme.rule_colour)
    for name, rule in ((HEADER, below), (FOOTER, above), (FIRST_HEADER, "")):
        yield _style(name, _Properties(_spacing(look), rule=rule, tabs=_right_tab(theme)), _run(look))


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
    properties = replace(_properties(look), keeps_with_next=keeps or look.keeps_with_next)
    return _style(name, properties, _run(look), next_name)


def _style(name: str, properties: _Properties, run: str = "", next_name: str = "") -> Style:
    return Style(name, _based(next_name) + properties.element() + run)


def _based(next_name: str = "") -> str:
    following = f"<w:next w:val={attribute('{' + next_name + '}')}/>" if next_name else ""
    return f'<w:basedOn w:val="{{{BODY}}}"/>{following}<w:qFormat/>'


def _properties(look: TextLook) -> _Properties:
    keeps = look.keeps_with_next
    spacing = _spacing(look, look.before_pt, look.after_pt)
    return _Properties(spacing, keeps, keeps or look.keeps_together, avoids_widows=True)


def _spacing(look: TextLook, before_pt: float = 0, after_pt: float = 0) -> str:
    leading = f'w:line="{twips(look.leading_pt)}" w:lineRule="exact"'
    return f'<w:spacing w:before="{twips(before_pt)}" w:after="{twips(after_pt)}" {leading}/>'


def _rule(side: str, colour: str) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="4" w:space="3" w:color="{colour}"/></w:pBdr>'


def _right_tab(theme: Theme) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{round(theme.measure_mm * TWIPS_PER_MM)}"/></w:tabs>'


def _indent(left: float = 0, right: float = 0) -> str:
    return f'<w:ind w:left="{twips(left)}" w:right="{twips(right)}"/>'


def _run(look: TextLook) -> str:
    bold = "<w:b/><w:bCs/>" if look.is_bold else ""
    italic = "<w:i/><w:iCs/>" if look.is_italic else ""
    size = half_points(look.size_pt)
    return (
        f'<w:rPr>{bold}{italic}<w:color w:val="{look.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )
