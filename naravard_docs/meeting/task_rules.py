"""How decisions and tasks are worded: who decides, who is to do what and by when, and clauses that are one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.clause_type import ClauseType
from naravard_docs.meeting.decision import Clause, DecisionBlock
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.language_words import FORMAL, NO_END_OF_SENTENCE
from naravard_docs.meeting.wording import DecisionStyle
from naravard_docs.swedish import MONTHS, quote

_PASSIVE = lazy_pattern(
    r"\b(?:godkändes|godkänns|antogs|antas|beslutades|beslutas|fastställdes|fastställs|avslogs|avslås|bifölls|bifalls|"
    r"beviljades|beviljas|tillstyrktes|tillstyrks|utsågs|utses|valdes|väljs|uppdrogs|uppdras)\b",
    re.IGNORECASE,
)
_ACTOR = lazy_pattern(
    r"\bav\s+\w|\b(?:nämnd|styrelse|utskott|fullmäktige|råd|grupp|kommitté|direktion|presidi|stämma|årsmöte|möte|"
    r"ordförande|ledning|beredning|förbund|organ)\w*|\w(?:nämnden|styrelsen|utskottet|rådet|gruppen|kommittén|ledningen)\b",
    re.IGNORECASE,
)
_TASK = lazy_pattern(r"(?:att\s+)?(?:uppdra|ge\b.*\bi uppdrag)\b", re.IGNORECASE)
_TO_SOMEBODY = lazy_pattern(r"\b(?:åt|till|ge)\s+\w", re.IGNORECASE)
_DAY = lazy_pattern(
    rf"\d{{4}}|\b(?:{'|'.join(MONTHS)})\b|\b(?:senast|till|inför|före|vid|under)\s+(?:nästa|kommande|årets|våren|hösten|"
    r"sommaren|vintern|sammanträdet|mötet|budget\w*)|\bomgående|\bsnarast|\blöpande|\bårlig\w*|\bkvartal\w*",
    re.IGNORECASE,
)
_END_WITHIN = lazy_pattern(r"(?<=([^\W\d_])|[)”\"*])[.!?]\s+(?=[A-ZÅÄÖ])")


def task_findings(block: DecisionBlock, body: Body, path: FieldPath) -> Iterator[Finding]:
    """Yield what leaves a reader of a decision asking who, and what is no single clause."""
    if sentence := block.known("sentence"):
        yield from as_far_as_known(_without_actor(sentence, body, (*path, "text")))
    for number, clause in enumerate(block.known("clauses", ())):
        yield from as_far_as_known(_task(clause, (*path, "satser", number)))
        if body.known("wording") is None or body.wording.decision_style is not DecisionStyle.SENTENCES:
            yield from as_far_as_known(_several_sentences(clause, (*path, "satser", number, "text")))


def _without_actor(sentence: str, body: Body, path: FieldPath) -> Iterator[Finding]:
    words = re.findall(r"\w+", sentence.lower())
    is_formal = any(word in FORMAL or any(word.startswith(each) for each in FORMAL if len(each) > 6) for word in words)
    called = {name for name in (body.known("short_name"), body.known("name")) if isinstance(name, str)}
    has_actor = _ACTOR.search(sentence) or any(name.lower() in sentence.lower() for name in called)
    if _PASSIVE.search(sentence) and not is_formal and not has_actor:
        told = f"beslutet {quote(sentence)} säger inte vem som beslutade"
        yield Finding("NV507", path, told, "skriv vem: «Nämnden antog planen.»")


def _task(clause: Clause, path: FieldPath) -> Iterator[Finding]:
    is_said = clause.clause_type is ClauseType.ASSIGNMENT
    text = " ".join(clause.text.split())
    if not is_said and not _TASK.match(text):
        return
    lacks_owner = not (clause.responsible or clause.to or _TO_SOMEBODY.search(text))
    lacks_day = is_said and not (clause.due or clause.answer_by or _DAY.search(text))
    lacking = " och ".join(
        words
        for words, is_lacking in (("vem som ska göra det", lacks_owner), ("när det ska vara klart", lacks_day))
        if is_lacking
    )
    if lacking:
        keys = " och ".join(
            key for key, is_lacking in (("«ansvarig»", lacks_owner), ("«klart_senast»", lacks_day)) if is_lacking
        )
        yield Finding("NV508", (*path, "text"), f"uppdraget säger inte {lacking}", f"skriv det i satsen, eller {keys}")


def _several_sentences(clause: Clause, path: FieldPath) -> Iterator[Finding]:
    text = clause.text
    if "\n" in text.strip():
        return  # paragraphs and lists below a clause are meant so
    for found in _END_WITHIN.finditer(text):
        before = re.search(r"([^\W\d_]+)$", text[: found.start()])
        if before is None or before[1].lower() in NO_END_OF_SENTENCE or len(before[1]) < 2:
            continue
        told = "satsen har punkt inuti, så den är mer än en att-sats"
        words = text[: found.start() + 1].split()[-1]
        yield Finding(
            "NV509",
            path,
            told,
            "dela den i två satser, eller skriv resten i «efter_beslut»",
            excerpt=words.rstrip(".!?"),
        )
        return
