"""Make the handbook's chapter «Regler» of the table of rules and their texts: ``python docs/make_rules_chapter.py``."""

from __future__ import annotations

from pathlib import Path

from naravard_docs.cli.rules import by_level, silence_words, time_words
from naravard_docs.meeting.rule_table import CHECK_RULES, CheckRule
from naravard_docs.workspace.rule_texts import rule_texts

CHAPTER = Path(__file__).parent / "handbok" / "regler.md"
HEAD = """# Regler

`naravard kontrollera` och `naravard bygg` läser varje mötesfil med reglerna nedan. Numret står sist i varje
meddelande, till exempel `[NV203]`. Vilka regler som gäller ett organ, och hur strängt, avgörs av dess `profil` i
`templates/organ.yaml`. I terminalen visas en regel av `naravard regler NV203`, och de som gäller en profil av
`naravard regler --profil nämnd`.

- Ett **fel** måste rättas innan något byggs.
- En **varning** hindrar inget, men är oftast ett misstag. Med `--strikt` är varje varning ett fel.
- Ett **råd** kan vara menat som det är.

Innan ett möte har hållits sägs inte det som blir fel först efteråt: att närvarande saknas, till exempel. Mötet har inte
hållits så länge dess dag inte har passerat, statusen är `utkast` och inget ärende har något som bara kan ha hänt på
mötet: ett beslut, ett yrkande, en omröstning eller en reservation. Ärenden kan ha `förslag` och `underlag` ändå. Är
mötets dag inte ens kommen sägs i stället det som då inte kan stämma (NV130–NV132). Vad som sägs en annan dag visas av
`naravard kontrollera --per 2027-03-01`. Dokumenten är desamma vilken dag de än byggs.

## Tillåta det som ska vara så

Ibland ska det vara som det är: källans egna ord i ett justerat protokoll, eller något som faktiskt hände. Skriv då en
rad ovanför nyckeln, med regelns nummer och skälet. Den gäller nyckelns värde och allt under det. Ovanför en post i en
lista gäller den hela posten. Det som saknas i hela filen tillåts ovanför filens första nyckel.

```yaml
  # naravard: tillåt NV203 ärendet avgjordes på nästa möte
  - rubrik: Planen
    typ: beslutsärende
```

Flera regler kan stå på en rad: `# naravard: tillåt NV203, NV501 källans ord`. Skälet måste finnas. En rad som inget
gör, nämner en regel som inte finns, eller gäller något som inte kan tillåtas, ger en varning (NV911). Inne i en text
skulle raden skrivas ut, så där är den ett fel (NV910).

Det som är tillåtet visas med `naravard kontrollera --utförligt` och `--json`, som en **notering** med skälet. Det står
aldrig i dokumenten. Regler om vad som hände på mötet hindrar aldrig ett protokoll som är justerat: där blir ett fel en
varning, som kan tillåtas.

## För redigerare och byggservrar

`naravard kontrollera --format json` ger varje problem med regel, nivå och plats, `--format sarif` en logg enligt SARIF
2.1.0, som redigerare och kodvärdar läser, och `--format github` kommandon som GitHub Actions visar på raden.

## Reglerna
"""


def chapter() -> str:
    """Return the whole chapter."""
    return "\n".join([HEAD, *map(_rule, CHECK_RULES.values())])


def _rule(rule: CheckRule) -> str:
    text = rule_texts()[rule.id]
    levels = ". ".join(f"**{level}**: {profiles}" for level, profiles in by_level(rule))
    facts = f"{levels}. {time_words(rule)} {silence_words(rule)}"
    said = f"{text.why}\n\nGör så här: {text.remedy}\n\n{facts}\n\nKälla: {text.source}"
    examples = f"Fel:\n\n```yaml\n{text.bad.rstrip()}\n```\n\nRätt:\n\n```yaml\n{text.good.rstrip()}\n```"
    return f"### {rule.id}. {rule.title}\n\n{said}\n\n{examples}\n"


if __name__ == "__main__":
    CHAPTER.write_text(chapter(), encoding="utf-8", newline="\n")
