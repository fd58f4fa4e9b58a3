"""regler: the rules that meeting files are checked by, listed and explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from naravard_docs.cli.suggestions import rule_numbers
from naravard_docs.cli.swedish_click import SingleOf, SwedishCommand
from naravard_docs.cli.terminal import bold, terminal_width, wrap_text
from naravard_docs.errors import Level, WrongUsageError
from naravard_docs.meeting.body import Profile
from naravard_docs.meeting.rule_table import CHECK_RULES, RuleTime
from naravard_docs.swedish import did_you_mean

if TYPE_CHECKING:
    from naravard_docs.meeting.rule_table import CheckRule

NOT_ASKED = "gäller inte"


@click.command(
    cls=SwedishCommand, examples=["naravard regler", "naravard regler NV203", "naravard regler --profil nämnd"]
)
@click.argument("nummer", nargs=-1, metavar="[NUMMER]…", shell_complete=rule_numbers)
@click.option(
    "--profil",
    "profiles",
    type=SingleOf(Profile),
    metavar="PROFIL",
    help="Bara det som gäller organ med en profil, till exempel nämnd.",
)
@click.option("--json", "wants_json", is_flag=True, help="Skriv reglerna som JSON på standard ut.")
def regler(nummer: tuple[str, ...], profiles: tuple[str, ...] | None, wants_json: bool) -> int:
    """Visa reglerna som mötesfiler kontrolleras med, eller förklara dem som har ett NUMMER.

    Numret står sist i varje meddelande, till exempel [NV203].
    """
    profile = Profile(profiles[0]) if profiles else None
    chosen = [_rule(number) for number in dict.fromkeys(nummer)] or list(CHECK_RULES.values())
    told = [rule for rule in chosen if profile is None or rule.level_of(profile) is not None]
    if wants_json:
        click.echo(json.dumps([_as_json(rule) for rule in told], ensure_ascii=False, indent=2))
    elif nummer:
        click.echo("\n\n".join("\n".join(_explained(rule)) for rule in told))
    else:
        click.echo("\n".join(_line(rule, profile) for rule in told))
    return 0


def _line(rule: CheckRule, profile: Profile | None) -> str:
    when = "" if rule.time is RuleTime.ALWAYS else f" ({rule.time})"
    return f"{rule.id}  {level_words(rule, profile):<8} {rule.title}{when}"


def _rule(number: str) -> CheckRule:
    """Return the rule of a number, however it is written.

    Raises:
        WrongUsageError: if there is none.
    """
    key = number.strip("[] ").upper()
    key = f"NV{key}" if key.isdecimal() else key
    if key not in CHECK_RULES:
        remedy = did_you_mean(key, CHECK_RULES) or "se alla med: naravard regler"
        raise WrongUsageError(f"det finns ingen regel «{number}»", remedy)
    return CHECK_RULES[key]


def level_words(rule: CheckRule, profile: Profile | None = None) -> str:
    """Return how grave a rule is for bodies of a profile, or, without one, for most of those that it is about."""
    if profile is not None:
        return rule.level_of(profile) or NOT_ASKED
    levels = [level for level in (rule.level, *rule.levels.values()) if level is not None]
    return levels[0] if levels else NOT_ASKED


def _explained(rule: CheckRule) -> Iterator[str]:
    from naravard_docs.workspace.rule_texts import rule_texts

    text, width = rule_texts()[rule.id], min(terminal_width(), 100)
    yield bold(f"{rule.id}  {rule.title}")
    yield ""
    yield from wrap_text(text.why, width)
    yield from wrap_text(f"Gör så här: {text.remedy}", width)
    yield from wrap_text(f"Källa: {text.source}", width)
    yield ""
    yield from (f"{level}: {profiles}" for level, profiles in by_level(rule))
    yield time_words(rule)
    yield silence_words(rule)
    for heading, example in (("Fel:", text.bad), ("Rätt:", text.good)):
        yield from ("", heading, *(f"  {line}" for line in example.rstrip("\n").split("\n")))


def by_level(rule: CheckRule) -> Iterator[tuple[str, str]]:
    """Yield each level of a rule with the profiles that have it, as the terminal and the handbook say it."""
    held = {profile: rule.level_of(profile) for profile in Profile}
    for level in (*Level, None):
        profiles = [profile for profile in Profile if held[profile] is level]
        if profiles:
            everyone = len(profiles) == len(Profile)
            yield (level or NOT_ASKED).capitalize(), "alla organ" if everyone else ", ".join(profiles)


_TIMES = {
    RuleTime.ALWAYS: "Sägs både före och efter mötet.",
    RuleTime.ONLY_AFTER: "Sägs först när mötet har hållits.",
    RuleTime.ONLY_BEFORE: "Sägs bara innan mötet har hållits.",
}


def time_words(rule: CheckRule) -> str:
    """Return when it is told: of a meeting that is ahead, of one that has been held, or of both."""
    return _TIMES[rule.time]


def silence_words(rule: CheckRule) -> str:
    """Return whether a file may say that it is meant so, and how."""
    if not rule.can_be_silenced:
        return "Kan inte tillåtas."
    stops = " Hindrar aldrig ett justerat protokoll." if rule.is_of_events else ""
    return f"Kan tillåtas: # naravard: tillåt {rule.id} och skälet.{stops}"


def _as_json(rule: CheckRule) -> dict[str, Any]:
    from naravard_docs.workspace.rule_texts import rule_texts

    text = rule_texts()[rule.id]
    levels = {profile.value: rule.level_of(profile) for profile in Profile}
    said = {"varför": text.why, "gör": text.remedy, "källa": text.source, "fel": text.bad, "rätt": text.good}
    return {
        "nummer": rule.id,
        "rubrik": rule.title,
        "nivå": levels,
        "när": rule.time,
        "kan_tillåtas": rule.can_be_silenced,
        **said,
    }
