"""The look of a page: rules for screens of all widths, for dark ones and for paper, from the theme.

Sizes are relative to what the reader has chosen as the size of text, so that a page can be read at 400 % (WCAG 2.1,
1.4.4 and 1.4.10) and with other distances between letters and lines (1.4.12).
"""

from __future__ import annotations

from functools import lru_cache

from naravard_docs.document.blocks import Tone
from naravard_docs.html.body import LONGEST_LABEL
from naravard_docs.html.palette import Palette, dark_palette, light_palette
from naravard_docs.style.theme import Theme

_FALLBACKS = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_MOST_COLUMNS = 4
_LETTER_EM = 0.62
_LABEL_AIR_EM = 0.7
_TONE_NAMES = {Tone.YES: "ja", Tone.YES_BUT: "ja-men", Tone.NO: "nej", Tone.LATER: "senare"}

_SCREEN = """
*{box-sizing:border-box}
html{font-size:100%;line-height:1.5;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;padding:1.25rem clamp(1rem,5vw,2.5rem) 4rem;background:var(--sida);color:var(--text);
font-family:var(--typsnitt);font-size:1.0625rem;overflow-wrap:break-word}
body>*{max-width:var(--mått);margin-inline:auto}
a{color:var(--länk);text-decoration-thickness:.06em;text-underline-offset:.15em}
a:hover{text-decoration-thickness:.14em}
:focus-visible{outline:3px solid var(--kant);outline-offset:3px;border-radius:2px}
.hopp{position:absolute;left:-999rem;top:.5rem;padding:.5rem 1rem;background:var(--sida);z-index:1}
.hopp:focus{left:1rem}
.stig{font-size:.9375rem;padding-bottom:.75rem}
.stig ul{list-style:"";margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.sidhuvud{border-bottom:1px solid var(--linje);padding-bottom:.9rem;margin-bottom:1.75rem}
.sidhuvud p{margin:.15rem 0}
.sidfot{border-top:1px solid var(--linje);margin-top:3rem;padding-top:.9rem;font-size:.9375rem;color:var(--dämpad)}
.sidfot p{margin:.15rem 0}
p{margin:0 0 .8em}
h1,h2,h3,h4,h5,h6{line-height:1.25;font-weight:700;margin:1.6em 0 .45em;color:var(--accent);text-wrap:balance}
h1{font-size:calc(var(--h1)*1em);margin-top:0}
h2{font-size:calc(var(--h2)*1em)}
h3{font-size:calc(var(--h3)*1em)}
h4,h5,h6{font-size:1em;color:var(--text);margin-bottom:.25em}
h2+*,h3+*,h4+*{margin-top:0}
section.r-ärende,section.r-bilaga{margin-top:2.2rem}
.rubrikrad{display:flex;align-items:baseline;gap:.5rem;margin:1.6em 0 .45em}
.rubrikrad>*{margin:0}
.hit{flex:none;text-decoration:none;color:var(--dämpad);padding:0 .35em;border-radius:2px;font-weight:400}
.hit::before{content:"#"}
.hit:hover{color:var(--länk);text-decoration:underline}
:target{scroll-margin-top:1rem}
:target>.rubrikrad>:first-child,.beslut:has(:target),h1:target,h2:target,h3:target{outline:3px solid var(--kant);
outline-offset:4px}
.r-brevhuvud{font-size:1.15em;font-weight:700;color:var(--accent)}
.r-adress,.r-avslutning:is(p){font-size:.9375rem;color:var(--dämpad)}
.r-undertitel{font-size:calc(var(--h2)*1em);color:var(--dämpad);margin-bottom:.6em}
.r-status{font-weight:700;color:var(--varning)}
.r-ärendetyp,.r-bilaganummer{color:var(--dämpad);margin-bottom:.2em}
.r-föredragande:is(p){font-style:italic;margin-bottom:.5em}
.r-mottagare{font-weight:700}
.beslut{position:relative;border-left:4px solid var(--kant);background:var(--fyllning);
padding:.75rem 1rem;margin:0 0 1em}
.beslut>:last-child,li>:last-child,blockquote>:last-child{margin-bottom:0}
.beslut>:first-child{margin-top:0}
.beslut>p.r-beslut{display:inline;font-weight:700}
.beslut>p.r-beslut+p.r-beslut{display:block;margin-top:.5em}
.beslut>:is(ol,ul){margin-top:.5em}
ol,ul{margin:0 0 .9em;padding:0 0 0 1.5em}
ol,ul:has(>li>.etikett){list-style:"";padding-left:0}
li{margin:.15em 0}
li>p{margin-bottom:.4em}
.luftig>li{margin:.6em 0}
li>.etikett{float:left;min-width:var(--indrag);margin-left:calc(-1*var(--indrag));white-space:nowrap}
li:has(>.etikett){margin-left:var(--indrag)}
blockquote{margin:0 0 1em;padding:.1em 0 .1em 1.1em;border-left:3px solid var(--linje)}
.tabell{overflow-x:auto;margin:0 0 1.2em}
.beslut .tabell{background:var(--sida)}
table{border-collapse:collapse;min-width:100%;font-size:.96875em;line-height:1.4}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{text-align:left;vertical-align:top;padding:.35em .75em .35em .4em;border-bottom:1px solid var(--linje);
overflow-wrap:normal;min-width:4em}
thead>tr>*{font-weight:700;vertical-align:bottom;border-bottom:2px solid var(--kant);background:var(--fyllning)}
.tal{text-align:right}
.bild{margin:0 0 1em}
img{display:block;max-width:100%;height:auto;background:#fff}
.underskrifter{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr));
gap:0 2rem;margin:0 0 1.5em}
.underskrifter>div{border-top:1px solid var(--text);margin-top:3.25rem;padding-top:.35rem}
.underskrifter p{margin:0}
.underskrifter p+p{color:var(--dämpad)}
nav.innehåll{margin:0 0 1.75em}
nav.innehåll ol{list-style:"";padding:0;margin:0}
nav.innehåll li{margin:0;border-bottom:1px solid var(--linje)}
nav.innehåll a{display:block;padding:.4em .25em;text-decoration:none}
nav.innehåll a:hover{text-decoration:underline}
hr.ny-sida{border:0;border-top:1px solid var(--linje);margin:2.5rem 0}
.filer ul{list-style:"";padding:0;margin:.25rem 0 0;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
"""

_DARK_PICTURES = "img{padding:.4rem;border-radius:4px}"
"""Pictures are made for paper: on a dark screen they lie on a piece of it, so that a dark logotype is seen."""

_MOTION = "@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}\n"
_FORCED = (
    "@media (forced-colors:active){.beslut{border-left-color:CanvasText}.underskrifter>div{border-top-color:CanvasText}"
    "img{background:#fff;forced-color-adjust:none}}\n"
)

_PAPER = """
html{line-height:var(--rad)}
body{padding:0;font-size:var(--storlek)}
body>*{max-width:none}
.hopp,.hit,.stig,.filer{display:none}
h1,h2,h3,h4,h5,h6,.rubrikrad,.följs,.r-ärendetyp,.r-bilaganummer,.r-föredragande,caption{break-after:avoid}
h1,h2,h3,h4,h5,h6,.rubrikrad,tr,img,li,.underskrifter>div,.r-undertecknare,.r-sändlista{break-inside:avoid}
p,li{orphans:2;widows:2}
a{text-decoration:underline}
nav.innehåll li{border:0}
nav.innehåll a{padding:.1em 0}
.beslut,th,td,thead>tr>*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.tabell{overflow:visible}
table{min-width:0;width:100%}
hr.ny-sida{border:0;margin:0;height:0;break-after:page}
:target,.beslut:has(:target),:target>.rubrikrad>:first-child{outline:0}
"""


@lru_cache(maxsize=8)
def stylesheet(theme: Theme) -> str:
    """Return the rules that all pages of a theme share."""
    dark = (
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(dark_palette(theme))}}}{_DARK_PICTURES}}}\n"
    )
    return "".join(
        (
            f":root{{color-scheme:light dark;{_variables(light_palette(theme))};{_measures(theme)}}}",
            _SCREEN,
            _labels(),
            _tones(),
            _MOTION,
            _FORCED,
            dark,
            f"@page{{size:A4;margin:{_page_margins(theme)}}}\n",
            f"@media print{{{_PAPER}}}\n",
        )
    )


def font_family(theme: Theme) -> str:
    """Return the typeface of the house where it is installed, then those that screens have of their own."""
    return f"{css_string(theme.font_name)}, {_FALLBACKS}"


def css_string(text: str) -> str:
    """Return a text as a string of CSS, which no sign of it ends."""
    return '"' + "".join(c if c.isalnum() or c in " .,:;-–()§/" else f"\\{ord(c):x} " for c in text) + '"'


def _variables(palette: Palette) -> str:
    named = {
        "sida": palette.page,
        "fyllning": palette.fill,
        "text": palette.text,
        "accent": palette.accent,
        "länk": palette.link,
        "dämpad": palette.muted,
        "varning": palette.warning,
        "linje": palette.rule,
        "kant": palette.edge,
        **{f"ton-{_TONE_NAMES[tone]}": colour for tone, colour in palette.tones},
    }
    return ";".join(f"--{name}:#{colour}" for name, colour in named.items())


def _measures(theme: Theme) -> str:
    """Return sizes: headings by the text's, as on paper but for the highest, and a line of about 70 letters."""
    first, second, third = (round(size / theme.body_size_pt, 3) for size in theme.heading_sizes_pt)
    leading = round(theme.body_leading_pt / theme.body_size_pt, 3)
    return (
        f"--typsnitt:{font_family(theme)};--mått:39rem;--h1:{round(first * 1.15, 3)};--h2:{second};--h3:{third};"
        f"--storlek:{theme.body_size_pt:g}pt;--rad:{leading};--indrag:1.5em"
    )


def _page_margins(theme: Theme) -> str:
    margins = theme.margins
    return " ".join(f"{mm:g}mm" for mm in (margins.top_mm, margins.right_mm, margins.bottom_mm, margins.left_mm))


def _labels() -> str:
    """Return how far in the text of lists stands, by the longest of their labels, and columns."""
    indents = (
        f".etikett-{n}{{--indrag:{max(1.5, n * _LETTER_EM + _LABEL_AIR_EM):.2f}em}}"
        for n in range(1, LONGEST_LABEL + 1)
    )
    columns = (f".spalter-{n}{{columns:{n} 13em;column-gap:1.5em}}" for n in range(2, _MOST_COLUMNS + 1))
    return "\n".join((*indents, *columns)) + "\n"


def _tones() -> str:
    return "".join(f"td.{name}{{background:var(--ton-{name})}}" for name in _TONE_NAMES.values()) + "\n"
