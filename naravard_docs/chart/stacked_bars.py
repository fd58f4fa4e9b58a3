"""A chart of horizontal bars, each put together of counted parts; and what it says, for who does not see it."""

from __future__ import annotations

from msgspec import Struct

from naravard_docs.chart.fills import Fill
from naravard_docs.swedish import capitalise, enumeration, with_noun


class BarPart(Struct, frozen=True):
    """What is counted: its name in running text («besvarat») and its fill."""

    name: str
    fill: Fill


class Bar(Struct, frozen=True):
    """One bar: its label, and one count for each of the chart's parts."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


class StackedBars(Struct, frozen=True):
    """A chart; ``unit`` is what is counted, one and several: («mottagare», «mottagare»).

    Raises:
        ValueError: if a bar has not one count for each part, or one below zero.
    """

    title: str
    parts: tuple[BarPart, ...]
    bars: tuple[Bar, ...]
    unit: tuple[str, str]

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.counts) != len(self.parts) or min(bar.counts, default=0) < 0:
                raise ValueError(f"{bar.counts} for the parts {[part.name for part in self.parts]}")

    @property
    def shown_parts(self) -> tuple[int, ...]:
        """The numbers of the parts that some bar has any of."""
        return tuple(n for n in range(len(self.parts)) if any(bar.counts[n] for bar in self.bars))

    def amount(self, number: int) -> str:
        """Return a number with the unit in its right form: «16 mottagare»."""
        return with_noun(number, *self.unit)

    def words(self, bar: Bar) -> tuple[str, ...]:
        """Return what a bar is put together of: «6 besvarat», «3 utlovat»; parts without any are left out."""
        return tuple(f"{n} {part.name}" for n, part in zip(bar.counts, self.parts, strict=True) if n)


def alternative_text(chart: StackedBars) -> str:
    """Return all that the chart shows, in Swedish: «Stapeldiagram: Läge. Umeå: 16 mottagare, varav 6 besvarat …»."""
    sentences = [f"Stapeldiagram: {chart.title}"]
    for bar in chart.bars:
        told = chart.words(bar)
        held = f", varav {enumeration(told)}" if told else ""
        amount = chart.amount(bar.total) if bar.total else f"inga {chart.unit[1]}"
        sentences.append(f"{capitalise(bar.label)}: {amount}{held}")
    return " ".join(sentence if sentence.endswith((".", "!", "?")) else f"{sentence}." for sentence in sentences)
