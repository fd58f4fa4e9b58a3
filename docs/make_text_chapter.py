"""Make the handbook's chapter «Så skriver du text» of the table of rules: ``python docs/make_text_chapter.py``."""

from __future__ import annotations

from pathlib import Path

from naravard_docs.markup.rules import RULES, Example, Rule

CHAPTER = Path(__file__).parent / "handbok" / "text.md"
HEAD = """# Så skriver du text

Ett protokoll är en officiell handling. Därför gäller en enda huvudregel: **varje synligt tecken du skriver står i
dokumenten**, utom märkena nedan, och de läses bara där ingen menar något annat. Nummer räknas aldrig om.
Programmet jämför dessutom varje text med det som har blivit av den, tecken för tecken. Skiljer de sig byggs inget.

Reglerna gäller ärendets `text`, brevets `bakgrund`, punkter på flera rader, Markdown-bilagor och de fasta texterna i
`templates/`. Texter på en rad (rubriker, beslut i en mening, punkter, platser och namn) har bara märkena inne i raden:
regel 13–16. Värden som mallarna fyller i skrivs alltid ut som de står.

I exemplen står det du skriver till vänster och det som skrivs ut till höger. Det som inte syns i ren text visas så här:
`fet‹ord›`, `kursiv‹ord›`, `länk‹ord adress›`, `språk‹ord kod›`, `rubrik‹ord›`, `bild‹fil: text›`.
`⇥` är en tabb. Ett **råd** hindrar inget: låt det vara om du menade det du skrev. Ett **fel** måste rättas.

`naravard kontrollera` och `naravard bygg` visar råden på deras plats. Med `--tyst` visas bara felen.
"""


def chapter() -> str:
    """Return the whole chapter."""
    return "\n".join([HEAD, *(_rule(number, rule) for number, rule in enumerate(RULES, 1))])


def _rule(number: int, rule: Rule) -> str:
    examples = "\n\n".join(map(_example, rule.examples))
    return f"## {number}. {rule.title}\n\n{rule.text}\n\n```text\n{examples}\n```\n"


def _example(example: Example) -> str:
    left, right = (text.replace("\t", "⇥").split("\n") for text in (example.written, example.printed))
    width = max(34, *(len(line) for line in left))
    count = max(len(left), len(right))
    padded = ([*lines, *[""] * (count - len(lines))] for lines in (left, right))
    rows = [f"{one:<{width}} │ {other}".rstrip() for one, other in zip(*padded, strict=True)]
    told = example.told.replace("{rader}", f"1–{len(left)}")
    return "\n".join([*rows, *([f"    {told}"] if told else [])])


if __name__ == "__main__":
    CHAPTER.write_text(chapter(), encoding="utf-8", newline="\n")
