"""Filling in the standing texts: Jinja2 in a sandbox, where an undefined name is an error with its line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from functools import cache, lru_cache
from types import FrameType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from naravard_docs.compose.sandbox import BudgetError, NoDateError, Sandbox
from naravard_docs.compose.template import TemplateError
from naravard_docs.limits import LIMITS
from naravard_docs.meeting.shared_templates import TextTemplate
from naravard_docs.swedish import did_you_mean, quote


def fill_template(template: TextTemplate, values: Mapping[str, Any]) -> str:
    """Return the template's text with its values put in.

    Values are shown as they stand, whatever signs they have; ``VerbatimText`` values have marks.

    Raises:
        TemplateError: for a fault of form, a name that is not defined or a forbidden operation.
    """
    if not _has_tags(template.text):
        return template.text
    _refuse_many_tags(template)
    try:
        return _rendered(template.text, values)
    except BudgetError as error:
        raise TemplateError(template.file, _line_of(error), str(error), _SIMPLER) from error
    except TemplateSyntaxError as error:
        if "filter" in str(error):
            said, remedy = "mallen har ett filter som inte finns", "det enda filtret är «datum»"
        else:
            said, remedy = (
                "mallens {{ … }} eller {% … %} är fel skrivna",
                "kontrollera att varje {{ och {% har sitt slut",
            )
        raise TemplateError(template.file, error.lineno, said, remedy) from error
    except NoDateError as error:
        line = _line_of(error)
        named = _filtered_name(template.text.split("\n")[line - 1], values, error.value)
        raise TemplateError(template.file, line, *_no_date(named, error.value)) from error
    except UndefinedError as error:
        name = _undefined_name(str(error))
        remedy = did_you_mean(name, values) or f"namn som finns: {', '.join(sorted(values))}"
        raise TemplateError(template.file, _line_of(error), f"{quote(name)} finns inte i mallen", remedy) from error
    except SecurityError as error:
        raise TemplateError(
            template.file, _line_of(error), "mallen gör något som inte är tillåtet", "använd bara värden och filter"
        ) from error
    except (RecursionError, MemoryError) as error:
        said = "mallen anropar sig själv, eller har för mycket inuti vartannat"
        raise TemplateError(template.file, _line_of(error), said, _SIMPLER) from error
    except Exception as error:  # whatever a template's own expressions come to: TypeError, OverflowError, SyntaxError …
        raise TemplateError(
            template.file,
            _line_of(error),
            "mallen går inte att fylla i här",
            "värdet kan inte användas så: se handboken",
        ) from error


_SIMPLER = "skriv mallen enklare: den behöver bara värden och villkor"


def _has_tags(text: str) -> bool:
    return any(tag in text for tag in ("{{", "{%", "{#"))


def _refuse_many_tags(template: TextTemplate) -> None:
    """Refuse a template that would take long to read before anything of it is filled in."""
    if sum(map(template.text.count, ("{{", "{%", "{#"))) > LIMITS.template_tags:
        message = f"mallen har fler än {LIMITS.template_tags} ställen med {{{{ eller {{%, och det är gränsen"
        raise TemplateError(template.file, 1, message, _SIMPLER)


def _rendered(text: str, values: Mapping[str, Any]) -> str:
    _sandbox().begin(len(text))
    return _compiled(text).render(values)


@lru_cache(maxsize=32)
def _compiled(text: str) -> Template:
    return _sandbox().from_string(text)


@cache
def _sandbox() -> Sandbox:
    return Sandbox()


_FILTERED = re.compile(r"([\w.]+)\s*\|\s*datum\b")


def _filtered_name(line: str, values: Mapping[str, Any], value: object) -> str:
    """Return the name whose value on a template's line the filter «datum» was used on; empty when it has none."""
    return next((name for name in _FILTERED.findall(line) if name in values and values[name] == value), "")


def _no_date(name: str, value: object) -> tuple[str, str]:
    """Return what is said of a value that is no day, with its name, and what to do."""
    named = quote(name) if name else "värdet"
    if value is None or value == "":
        around = f"skriv {{% if {name or 'värdet'} %}} … {{% endif %}} runt det"
        return f"{named} har ingen dag här, så filtret «datum» kan inte användas på det", around
    return f"{named} är {quote(str(value))}, som inte är något datum", "ta bort «| datum» där"


def _undefined_name(message: str) -> str:
    """Return the name out of «'x' is undefined» and «'Contact object' has no attribute 'y'»."""
    names = message.split("'")[1::2]
    return names[-1] if names else message


def _line_of(error: BaseException) -> int:
    """Return the template's line at which an error arose; of one that came of a macro, the line in the macro."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if _is_of_template(frame)]
    return (lines[-1] if lines else 1) or 1


def _is_of_template(frame: FrameType) -> bool:
    return frame.f_code.co_filename == "<template>"
