"""Standing texts have a budget: no template runs on, fills the memory, or ends as a fault of the program's own."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from command import Run
from hypothesis import given
from hypothesis import strategies as st
from made import LETTER_STEM

from naravard_docs.compose.fill import fill_template
from naravard_docs.compose.template import TemplateError, VerbatimText
from naravard_docs.markup.protect import unprotect
from naravard_docs.meeting.shared_templates import TextTemplate

VALUES: dict[str, Any] = {"organ": "Rådet", "dag": date(2021, 3, 19), "beslut": VerbatimText("**x**"), "saknas": None}
ENDLESS = {
    "product": "{{ 'a' * 10**10 }}",
    "product-reversed": "{{ 10**9 * 'a' }}",
    "product-of-a-list": "{{ [1] * 10**9 }}",
    "power": "{{ 10 ** (10 ** 8) }}",
    "growing-number": "{% set a = 9**999 %}" + "{% set a = a * a %}" * 40 + "{{ a }}",
    "nested-loops": "{% for a in 'x' * 1000 %}" * 3 + "{% endfor %}" * 3,
    "output-of-loops": "{% for a in 'x' * 1000 %}" + "ord " * 10_000 + "{% endfor %}",
    "loops-within-a-macro": (
        "{% macro m() %}{% for a in 'x' * 9000 %}" + "o" * 9000 + "{% endfor %}{% endmacro %}{{ m() }}"
    ),
    "loops-within-a-set": "{% set a %}{% for a in 'x' * 9000 %}" + "o" * 9000 + "{% endfor %}{% endset %}",
    "doubled-text": "{% set a = 'aaaa' %}" + "{% set a = a ~ a %}" * 60,
    "doubled-sum": "{% set a = 'aaaa' %}" + "{% set a = a + a %}" * 60,
    "doubled-list": "{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a }}",
    "doubled-tuple": "{% set a = (1, 2) %}" + "{% set a = (a, a) %}" * 60 + "{{ a == a }}",
    "list-plus-list": "{% set a = [1] %}" + "{% set a = a + a %}" * 60,
    "recursive-macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "two-macros": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
    "branching-macro": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "recursive-block": "{% block a %}{{ self.a() }}{% endblock %}",
    "recursive-loop": "{% for a in 'xy' recursive %}{{ loop('xy') }}{% endfor %}",
    "center": "{{ 'a'.center(10**10) }}",
    "ljust": "{{ 'a'.ljust(10**9) }}",
    "rjust-by-name": "{{ organ.rjust(10**9, '-') }}",
    "zfill": "{{ '1'.zfill(10**9) }}",
    "expandtabs": "{{ '\t'.expandtabs(10**9) }}",
    "percent": "{{ '%1000000000s' % 'x' }}",
    "percent-star": "{{ '%*d' % (1000000000, 1) }}",
    "percent-precision": "{{ '%.1000000000f' % 1 }}",
    "format": "{{ '{:1000000000}'.format('x') }}",
    "format-nested": "{{ '{:{}}'.format('x', 1000000000) }}",
    "format-map": "{{ '{x:1000000000}'.format_map(organ) }}",
    "strftime": "{{ dag.strftime('%1000000000d') }}",
    "join": "{{ ('x' * 9000).join('y' * 9000) }}",
    "replace": "{{ ('x' * 90000).replace('', 'y' * 90000) }}",
    "translate": "{{ ('x' * 90000).translate({120: 'y' * 90000}) }}",
    "deep-parentheses": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "deep-conditions": "{% if organ %}" * 500 + "{% endif %}" * 500,
    "deep-loops": "{% for a in 'x' %}" * 60 + "{% endfor %}" * 60,
    "many-tags": "{{ organ }}" * 100_000,
    "many-comments": "{# x #}" * 100_000,
    "long-sum": "{{ " + "1 + " * 20_000 + "1 }}",
    "lipsum": "{{ lipsum(10**9) }}",
    "range": "{% for a in range(10**9) %}{% endfor %}",
    "cycler": "{{ cycler('a').next() }}",
    "class": "{{ ''.__class__.__mro__ }}",
    "division": "{{ 1 / 0 }}",
    "overflow": "{{ 10.0 ** 400 }}",
    "include": "{% include 'organ.yaml' %}",
    "unhashable": "{{ organ[[]] }}",
    "called-text": "{{ organ() }}",
    "unfinished": "{{ organ",
    "number-too-long": "{{ " + "9" * 5000 + " }}",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_template_without_end_is_refused(name: str) -> None:
    """Whatever would go on, or become too large, is refused at once, with the template's line and what to do."""
    began = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        fill_template(TextTemplate("mall.md", "En rad.\n" + ENDLESS[name]), VALUES)
    assert time.monotonic() - began < 10  # a second on any machine; the bound is for one that is busy
    assert caught.value.line in (1, 2)
    assert caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["product", "nested-loops", "recursive-macro", "center", "percent", "doubled-text"])
def test_the_line_is_the_template_s(name: str) -> None:
    """The place is the line that does it, not the first."""
    with pytest.raises(TemplateError) as caught:
        fill_template(TextTemplate("mall.md", "En rad.\n\n" + ENDLESS[name]), VALUES)
    assert caught.value.line == 3


USEFUL = {
    "{{ organ }}": "Rådet",
    "{{ organ.upper() }}": "RÅDET",
    "{{ dag | datum }}": "19 mars 2021",
    "{{ dag.isoformat() }}": "2021-03-19",
    "{{ dag.strftime('%d') }}": "19",
    "{{ saknas }}": "",
    "{{ beslut }}": "**x**",
    "{{ organ ~ ' ' ~ 1 }}": "Rådet 1",
    "{{ organ + '!' }}": "Rådet!",
    "{{ 'a' * 3 }}": "aaa",
    "{{ 7 // 2 + 2 ** 3 }}": "11",
    "{{ '%s %d' % (organ, 3) }}": "Rådet 3",
    "{{ '{} {:>3}'.format(organ, 1) }}": "Rådet   1",
    "{{ organ.center(9) }}": "Rådet",
    "{{ organ.replace('R', 'r') }}": "rådet",
    "{{ ', '.join([organ, 'x']) }}": "Rådet, x",
    "{% for a in ['b', 'c'] %}{{ loop.index }}{{ a }}{% if not loop.last %} {% endif %}{% endfor %}": "1b 2c",
    "{% macro m(x) %}{{ x }}{% endmacro %}{{ m('a') }}": "a",
    "{% set a = organ %}{{ a }}": "Rådet",
    "{% if organ is defined and 'å' in organ %}ja{% else %}nej{% endif %}": "ja",
    "{{ 'a' if saknas else 'b' }}": "b",
    "{{ organ[0] }}{{ organ[-2:] }}": "Ret",
    "bara { text } och {": "bara { text } och {",
}


@pytest.mark.parametrize(("template", "text"), USEFUL.items())
def test_what_templates_are_for_still_works(template: str, text: str) -> None:
    """Values, conditions, short loops and the methods of texts are within the budget."""
    assert unprotect(fill_template(TextTemplate("mall.md", template), VALUES)).strip() == text


def test_each_filling_in_has_its_own_budget() -> None:
    """Two thousand letters of one template do not wear it out."""
    template = TextTemplate("mall.md", "{% for a in 'x' * 1000 %}{{ a }}{% endfor %}")
    assert {len(fill_template(template, VALUES)) for _ in range(50)} == {1000}


def test_a_long_text_with_one_value_is_within_the_budget() -> None:
    """An attachment is filled in too, and may be as long as a book."""
    text = "ord " * 100_000 + "{{ organ }}"
    assert unprotect(fill_template(TextTemplate("b.md", text), VALUES)).endswith("Rådet")


WORDS = "{{ }} {% %} {# #} organ 'a' * ** 9 ( ) [ ] . | datum ~ for in endfor if endif set = macro m endmacro block b"
BITS = ("endblock", ",", "\n", "self.b()", "{% for a in organ %}", "{% endfor %}", "{% if a %}", "{% endif %}", "dag")
PIECES = st.lists(st.sampled_from([*(f" {word} " for word in WORDS.split()), *BITS]), max_size=30)


@given(PIECES)
def test_any_template_is_filled_in_or_refused(pieces: list[str]) -> None:
    """No template, however it is written, comes to anything but a text or a refusal with a line."""
    try:
        fill_template(TextTemplate("mall.md", "".join(pieces)), VALUES)
    except TemplateError as refused:
        assert refused.line >= 1


@pytest.mark.parametrize("file", ["rekommendation.md", "mejl.txt"])
def test_the_command_tells_of_it(examples: Path, run: Run, file: str) -> None:
    """The user is told the file and line of the template, and the answer is that the files need correction."""
    path = examples / "templates" / file
    path.write_text(path.read_text("utf-8") + "{{ 'a' * 10**10 }}\n", "utf-8")
    answer = run("kontrollera", f"meetings/{LETTER_STEM}.yaml")
    assert answer.code == 1
    assert f"templates/{file}:{len(path.read_text('utf-8').splitlines())}:1" in answer.err
    assert "gränsen" in answer.err
