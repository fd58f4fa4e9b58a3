"""Filling in the standing texts: Jinja2 in a sandbox, where an undefined name is an error with its line."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from naravard_docs.compose.template import AsIs, TemplateRefused
from naravard_docs.markup.protect import protect
from naravard_docs.meeting.house import TextTemplate
from naravard_docs.swedish import did_you_mean, long_date, quoted


def filled(template: TextTemplate, values: Mapping[str, Any]) -> str:
    """Give the template's text with its values put in.

    Values are shown as they stand, whatever signs they have; ``AsIs`` values have marks.

    Raises:
        TemplateRefused: for a fault of form, a name that is not defined or a forbidden operation.
    """
    try:
        return _compiled(template.text).render(values)
    except TemplateSyntaxError as error:
        if "filter" in str(error):
            said, remedy = "mallen har ett filter som inte finns", "det enda filtret är «datum»"
        else:
            said, remedy = (
                "mallens {{ … }} eller {% … %} är fel skrivna",
                "kontrollera att varje {{ och {% har sitt slut",
            )
        raise TemplateRefused(template.file, error.lineno, said, remedy) from error
    except UndefinedError as error:
        name = _undefined_name(str(error))
        remedy = did_you_mean(name, values) or f"namn som finns: {', '.join(sorted(values))}"
        raise TemplateRefused(template.file, _line_of(error), f"{quoted(name)} finns inte i mallen", remedy) from error
    except SecurityError as error:
        raise TemplateRefused(
            template.file, _line_of(error), "mallen gör något som inte är tillåtet", "använd bara värden och filter"
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise TemplateRefused(
            template.file,
            _line_of(error),
            "mallen går inte att fylla i här",
            "värdet kan inte användas så: se handboken",
        ) from error


@lru_cache(maxsize=32)
def _compiled(text: str) -> Template:
    return _environment().from_string(text)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, finalize=_shown, keep_trailing_newline=True)
    environment.filters = {"datum": long_date}
    environment.globals.clear()
    return environment


def _shown(value: Any) -> Any:
    if isinstance(value, AsIs | StrictUndefined):
        return value
    return "" if value is None else protect(str(value))


def _undefined_name(message: str) -> str:
    """Give the name out of «'x' is undefined» and «'Contact object' has no attribute 'y'»."""
    names = message.split("'")[1::2]
    return names[-1] if names else message


def _line_of(error: BaseException) -> int:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == "<template>"]
    return frames[-1].lineno or 1 if frames else 1
