"""What is likely a slip in how a decision is written: satser that begin with a capital, and sentences that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from naravard_docs.libraries.patterns import lazy_pattern
from naravard_docs.meeting.body import Body
from naravard_docs.meeting.decision import Decision, DecisionBlock
from naravard_docs.meeting.finding import FieldPath, Finding, as_far_as_known
from naravard_docs.meeting.task_rules import task_findings
from naravard_docs.meeting.values import known_of
from naravard_docs.meeting.wording import DecisionStyle
from naravard_docs.swedish import quote


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INFINITIVE = lazy_pattern(r"[a-zåäö]{2,}a")
_SHORT_VERBS = _words(
    "anse anstå avse avslå avstå bese bestå bistå ge få förbise föreslå förestå förse gå inse ingå le se slå "
    "stå tillse tillstå undgå uppnå upphäva uppge utge utgå utse uppstå be ta dra ha låta återge återgå "
    "överse överta"
)
_COMMON_FIRST = _words(
    "inte ej därutöver dels samt även ärendet förslaget planen budgeten informationen protokollet rapporten "
    "remissen motionen yttrandet skrivelsen medlen kostnaden frågan uppdraget handlingen redovisningen härmed "
    "genast omedelbart dessutom enhälligt"
)
_SURE_VERBS = frozenset(word for word in _SHORT_VERBS if len(word) > len("stå")) | _words(
    "anta antaga avstyrka bevilja bifalla bordlägga fastställa förorda godkänna hänskjuta notera remittera "
    "rekommendera tillstyrka uppdra uppmana välja återremittera överlämna"
)
"""Verbs that are nobody's name, so that a name may follow: «Utse Bo Ek»."""
_DECIDES = _words(
    "antar antog avslår avslog avstyrker beslutade beslutar beviljar beviljade bifaller biföll bordlägger "
    "fastställde fastställer föreslår föreslog förordar godkände godkänner noterade noterar rekommenderar "
    "remitterar tillstyrker tillstyrkte uppdrar uppdrog uppmanar utser utsåg väljer valde återremitterar "
    "överlämnar"
)
_DECIDED = _words(
    "antogs antas avslogs avslås bifölls bifalles bordlades bordläggs fastställdes fastställs godkändes "
    "godkänns noterades noteras remitterades återremitterades utsågs valdes"
)
_DECIDERS = _words("nämnden styrelsen utskottet arbetsutskottet rådet gruppen mötet fullmäktige")
_MAKING = lazy_pattern(r"\w{3,}(?:ande|ende|ning)")
"""What is made of a verb, so that «av» tells what is to be done: «Godkännande av planen»."""
_OF_NAMES = _words("kommun kommuns region regions stad landsting ska skall får har är blir bör kan utses")
_FINITE = lazy_pattern(
    r"\w{2,}(?:ade|ades|ar|as|er|te|tes|de|des|ns|rs|ts|ms|gs|ks|ls|ps|ör|år|åg|og)|är|var|blev|får|fick|ger|gav|sker|"
    r"noteras|utses|utsågs|antogs|föll|bifölls|avslogs|lades|läggs|ställs|ska|kan|har|hade|ej|inte|antar|godkänner"
)
_FEW_WORDS = 12
_VERY_FEW_WORDS = 2


def decision_findings(decision: Decision, body: Body, path: FieldPath) -> Iterator[Finding]:
    """Yield what is likely a slip in a decision; ``path`` is its own in the meeting file."""
    for at, block in decision.placed_parts(path):
        yield from as_far_as_known(_block(block, body, at), task_findings(block, body, at))


def _block(block: DecisionBlock, body: Body, path: FieldPath) -> Iterator[Finding]:
    if sentence := block.known("sentence"):
        yield from _fragment(sentence, (*path, "text"))
    if body.wording.decision_style is DecisionStyle.CLAUSES:
        for number, clause in enumerate(known_of(block.clauses)):
            if text := clause.known("text"):
                at = (*path, "satser", number, "text")
                yield from _no_infinitive(text, at) or _capital(text, at)


def _no_infinitive(text: str, path: FieldPath) -> tuple[Finding, ...]:
    """Return a clause with a capital that is none after «att»: «Att Avslår …», «Att Nämnden godkänner …»."""
    words = [word.strip('*[(«”".,:;') for word in text.split()[:2]]
    first, following = (*words, "")[:2]
    small = first.lower()
    is_making = _MAKING.fullmatch(small) and following == "av"
    is_decider = small in _DECIDERS and following in _DECIDES
    if not first[:1].isupper() or first.isupper() or not (small in _DECIDES | _DECIDED or is_making or is_decider):
        return ()
    told = f"satsen är ingen att-sats, men skrivs ut «Att {first} …»"
    return (Finding("NV206", path, told, "börja med vad som ska göras, i infinitiv: «godkänna planen»", excerpt=first),)


def _capital(text: str, path: FieldPath) -> Iterator[Finding]:
    """Yield a clause that would be printed «Att Lägga»: a verb or common word with a capital."""
    words = text.split()
    first = words[0].strip('*[(«”"')
    following = words[1] if len(words) > 1 else ""
    small = first.lower()
    is_before_name = following[:1].isupper() and small not in _SURE_VERBS
    if not first[:1].isupper() or first.isupper() or is_before_name or following in _OF_NAMES:
        return
    if _INFINITIVE.fullmatch(small) or small in _SHORT_VERBS or small in _COMMON_FIRST:
        message = f"punkten börjar med stor bokstav och skrivs ut «Att {first} …»"
        yield Finding("NV207", path, message, f"skriv «{small}» med liten bokstav", excerpt=first)


def _fragment(sentence: str, path: FieldPath) -> Iterator[Finding]:
    """Yield a decision that is no sentence: nobody who reads it alone knows what was decided."""
    words = re.findall(r"\w+", sentence.lower())
    names_nothing = len(words) == 1 or (len(words) <= _VERY_FEW_WORDS and words[0] in _DECIDED)
    if len(words) > _FEW_WORDS or (any(_FINITE.fullmatch(word) for word in words) and not names_nothing):
        if not sentence[:1].islower():
            return
        told = f"beslutet {quote(sentence)} börjar med liten bokstav och skrivs ut som det står"
        yield Finding("NV205", path, told, "skriv det som en lista med «- » om det är en att-sats")
        return
    told = f"beslutet {quote(sentence)} är ingen hel mening"
    yield Finding("NV204", path, told, "skriv vem som beslutade vad: «Nämnden godkände informationen.»")
