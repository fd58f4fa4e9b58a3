"""The table of rules: what each is called, how grave it is by the body's profile, and whether a file may silence it.

It is read whenever a meeting is, so it has no more than that. Why each rule is there, what to do, its source and its
examples are texts in ``workspace/rule_texts``, under the same ids, which only ``naravard regler``, the handbook and
tests read. An id is never used again for another rule, since files name it where they silence it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from naravard_docs.errors import Level
from naravard_docs.meeting.body import Profile
from naravard_docs.meeting.finding import Finding

FORM, TEMPLATES = "NV001", "NV002"
"""What cannot be read as it is written: in a meeting's own files, and in what meetings share."""


class RuleTime(StrEnum):
    """When a rule is told of a meeting: of one that is ahead, of one that has been held, or of both."""

    ALWAYS = "före och efter mötet"
    ONLY_AFTER = "efter mötet"
    ONLY_BEFORE = "före mötet"


class CheckRule(Struct, frozen=True):
    """A rule of the table.

    ``time`` is when it is told: only afterwards what is no fault until the meeting has been held, and only before it
    what is none any more when it has. ``level`` is None where bodies hear of it only by their profile, and a profile
    with None does not hear of it. ``is_of_events`` says that it is about what happened at the meeting, which no writing
    can change: it never stops adopted minutes, and a file may silence it even as an error.
    """

    id: str
    title: str
    time: RuleTime
    level: Level | None
    levels: Mapping[Profile, Level | None] = {}
    is_of_events: bool = False
    is_always_told: bool = False

    def level_of(self, profile: Profile) -> Level | None:
        """Return how grave it is for a body of a profile; None when it is no matter of that body's."""
        return self.levels.get(profile, self.level)

    @property
    def can_be_silenced(self) -> bool:
        """Whether a meeting file may say that it is meant so: not of what keeps documents from being made."""
        is_error = Level.ERROR in (self.level, *self.levels.values())
        return not self.is_always_told and (self.is_of_events or not is_error)


_ERROR, _WARNING, _HINT = Level.ERROR, Level.WARNING, Level.HINT
_ALWAYS, _AFTER, _BEFORE = RuleTime.ALWAYS, RuleTime.ONLY_AFTER, RuleTime.ONLY_BEFORE
_LOCAL_GOVERNMENT: dict[Profile, Level | None] = {
    profile: _WARNING for profile in Profile if profile.follows_local_government_act
}

_ALL = (
    CheckRule(FORM, "En fil går inte att läsa som den är skriven", _ALWAYS, _ERROR),
    CheckRule(TEMPLATES, "En fil i templates/ går inte att använda som den är", _ALWAYS, _ERROR),
    # People and the meeting
    CheckRule("NV101", "Närvarande saknas", _AFTER, _WARNING, is_of_events=True),
    CheckRule("NV102", "En person står två gånger som närvarande", _ALWAYS, _WARNING, is_of_events=True),
    CheckRule("NV103", "En justerare var inte närvarande", _AFTER, _ERROR, is_of_events=True),
    CheckRule(
        "NV104",
        "Ordförande saknas",
        _AFTER,
        None,
        {**_LOCAL_GOVERNMENT, Profile.ASSOCIATION: _WARNING},
        is_of_events=True,
    ),
    CheckRule("NV105", "Nästa möte är inte efter mötet", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV106", "Nästa möte ska visas men är inte angivet", _AFTER, _WARNING),
    CheckRule("NV107", "start_paragraf används inte av organet", _ALWAYS, _WARNING),
    CheckRule("NV108", "Ordföranden var inte närvarande", _AFTER, _WARNING, is_of_events=True),
    CheckRule("NV109", "En justerare tjänstgjorde inte", _AFTER, _ERROR, is_of_events=True),
    CheckRule("NV111", "En person är både närvarande och frånvarande", _ALWAYS, _WARNING, is_of_events=True),
    CheckRule("NV112", "En ersättare tjänstgör bredvid den som ersätts", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV113", "En ersättare tjänstgör för någon som inte nämns", _AFTER, _WARNING, is_of_events=True),
    CheckRule("NV114", "Två ersättare tjänstgör för samma person samtidigt", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV115", "Paragrafer ligger utanför mötet", _AFTER, _ERROR, is_of_events=True),
    CheckRule("NV117", "Protokollet har inga justerare", _AFTER, None, _LOCAL_GOVERNMENT, is_of_events=True),
    CheckRule("NV118", "Protokollet justeras senare än 14 dagar", _ALWAYS, None, _LOCAL_GOVERNMENT, is_of_events=True),
    CheckRule(
        "NV119", "Anslaget sätts upp för tidigt eller för sent", _ALWAYS, None, _LOCAL_GOVERNMENT, is_of_events=True
    ),
    CheckRule("NV120", "Anslaget tas ned för tidigt", _ALWAYS, None, _LOCAL_GOVERNMENT, is_of_events=True),
    CheckRule("NV121", "Justeringen är före mötet", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV122", "Ett klockslag ligger utanför mötet", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV123", "Ett avbrott går inte ihop med mötet eller ett annat", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV124", "Två har samma uppgift i samma ärende", _ALWAYS, _WARNING, is_of_events=True),
    CheckRule("NV125", "Sekreteraren står inte bland de närvarande", _AFTER, _HINT, is_of_events=True),
    CheckRule("NV130", "Ett möte som inte har varit har redan ett beslut", _BEFORE, _HINT),
    CheckRule("NV131", "Ett möte är satt till en ledig dag", _BEFORE, _HINT),
    CheckRule("NV132", "Statusen säger något som inte har hänt än", _ALWAYS, _ERROR),
    # Items and decisions
    CheckRule("NV201", "Ett informationsärende har ett beslut", _ALWAYS, _WARNING, is_of_events=True),
    CheckRule(
        "NV202",
        "Minnesanteckningar har ett beslut, ett val eller en omröstning",
        _ALWAYS,
        None,
        {Profile.NOTES: _ERROR},
        is_of_events=True,
    ),
    CheckRule("NV203", "Ett beslutsärende saknar beslut", _AFTER, _WARNING, is_of_events=True),
    CheckRule("NV204", "Ett beslut är ingen hel mening", _ALWAYS, _HINT),
    CheckRule("NV205", "Ett beslut börjar med liten bokstav", _ALWAYS, _HINT),
    CheckRule("NV206", "En sats är ingen att-sats", _ALWAYS, _WARNING),
    CheckRule("NV207", "En att-sats börjar med stor bokstav", _ALWAYS, _WARNING),
    CheckRule("NV208", "Ett ärendes nummer går inte ihop med de andras", _ALWAYS, _WARNING),
    CheckRule("NV209", "En dag är före mötet", _ALWAYS, _WARNING, is_of_events=True),
    CheckRule("NV210", "En rekommendation saknar beslut", _AFTER, _ERROR),
    # Motions, votes and reservations
    CheckRule("NV301", "Den som röstar var inte med", _AFTER, _ERROR, is_of_events=True),
    CheckRule("NV302", "En person står två gånger i en omröstning", _AFTER, _ERROR, is_of_events=True),
    CheckRule("NV303", "Rösterna är inte lika många som de röstande", _AFTER, _ERROR, is_of_events=True),
    CheckRule("NV304", "Den som har jäv, eller inte deltar, gör det ändå", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV305", "Den som har jäv står som närvarande", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV306", "Den som reserverar sig deltog inte", _AFTER, _ERROR, is_of_events=True),
    CheckRule("NV307", "En reservation saknar beslut", _AFTER, _WARNING, is_of_events=True),
    CheckRule("NV308", "En sluten omröstning har namn", _AFTER, _ERROR, is_of_events=True),
    CheckRule("NV309", "Ett namn kan vara flera personer", _ALWAYS, _ERROR, is_of_events=True),
    CheckRule("NV310", "Den som yrkar var inte med", _AFTER, _ERROR, is_of_events=True),
    CheckRule("NV311", "Lika många röster utan avgörande, eller tvärtom", _AFTER, _WARNING, is_of_events=True),
    CheckRule("NV312", "Den som nämns i ett ärende var inte på mötet", _AFTER, _WARNING, is_of_events=True),
    # Letters
    CheckRule("NV401", "Brevet är daterat före mötet", _ALWAYS, _ERROR),
    CheckRule("NV402", "Sändlistan saknar huvudmän", _ALWAYS, _WARNING),
    CheckRule("NV403", "Rekommendationen saknar diarienummer", _AFTER, _WARNING),
    CheckRule("NV404", "Sista dag för svar är en ledig dag", _ALWAYS, _WARNING),
    CheckRule("NV405", "Svarstiden är kort för fullmäktige", _ALWAYS, _WARNING),
    CheckRule("NV406", "En mottagare sammanträder inte i tid", _ALWAYS, _WARNING),
    CheckRule("NV407", "Brevets filnamn har inga bokstäver", _ALWAYS, _ERROR),
    CheckRule("NV408", "Två brev skulle få samma filnamn", _ALWAYS, _ERROR),
    CheckRule("NV409", "En rättelse är daterad före brevet", _ALWAYS, _ERROR),
    CheckRule("NV410", "En rättelse är daterad efter sista dag för svar", _ALWAYS, _WARNING),
    CheckRule("NV411", "Svarstiden från en rättelse är kort", _ALWAYS, _WARNING),
    CheckRule("NV412", "En rättelse går till en okänd mottagare", _ALWAYS, _ERROR),
    CheckRule("NV413", "Två mottagare har samma adress eller nummer", _ALWAYS, _WARNING, is_always_told=True),
    CheckRule("NV414", "En mottagare har olika uppgifter på olika listor", _ALWAYS, _WARNING, is_always_told=True),
    CheckRule("NV415", "En sändlista går inte att sätta ihop", _ALWAYS, _ERROR),
    # Language
    CheckRule("NV501", "Ett ord står två gånger i följd", _ALWAYS, _HINT),
    CheckRule("NV502", "Ett datum är skrivet med bara siffror", _ALWAYS, _HINT),
    CheckRule("NV503", "En förkortning är skriven på två sätt", _ALWAYS, _HINT),
    CheckRule("NV504", "Ett namn är stavat på två sätt", _ALWAYS, _HINT),
    CheckRule("NV505", "Partier är skrivna med både stora och små bokstäver", _ALWAYS, _HINT),
    CheckRule("NV506", "Bindestreck mellan två gränser", _ALWAYS, _HINT),
    CheckRule("NV507", "Ett beslut säger inte vem som beslutade", _ALWAYS, _HINT),
    CheckRule("NV508", "Ett uppdrag säger inte vem eller när", _ALWAYS, _HINT),
    CheckRule("NV509", "En att-sats har punkt inuti", _ALWAYS, _HINT),
    # Between meetings
    CheckRule("NV601", "Paragraferna följer inte på det förra mötets", _AFTER, _WARNING, {Profile.ASSOCIATION: None}),
    CheckRule("NV602", "Två möten samma dag har samma paragrafer", _AFTER, _WARNING),
    # Answers and letters that were sent
    CheckRule("NV701", "En svarsfil eller logg behöver ses över", _ALWAYS, _ERROR),
    CheckRule("NV702", "Uppgifter i ett svar går inte ihop", _ALWAYS, _ERROR),
    # What is published
    CheckRule("NV801", "Ett personnummer skulle publiceras", _ALWAYS, _ERROR),
    CheckRule("NV802", "Ett telefonnummer skulle publiceras", _ALWAYS, _WARNING),
    CheckRule("NV803", "En privat adress skulle publiceras", _ALWAYS, _WARNING),
    # The kallelse
    CheckRule("NV811", "Kallelsen gick ut för sent", _ALWAYS, _WARNING, is_of_events=True),
    CheckRule("NV812", "Kallelsen saknar tid eller plats", _ALWAYS, _WARNING, is_of_events=True),
    CheckRule("NV813", "En kallelses dag går inte ihop med de andra", _ALWAYS, _WARNING, is_of_events=True),
    CheckRule("NV814", "Ett inställt möte har ett protokoll som är justerat", _ALWAYS, _ERROR),
    # Files and style
    CheckRule("NV901", "En plats från en mall står i en text", _ALWAYS, _WARNING),
    CheckRule("NV902", "Filens namn har ett annat datum", _ALWAYS, _WARNING),
    CheckRule("NV903", "Text räknas som en kommentar", _ALWAYS, _WARNING),
    CheckRule("NV904", "En bilaga är inte PDF/A", _ALWAYS, _WARNING),
    CheckRule("NV905", "En färg syns dåligt", _ALWAYS, _WARNING, is_always_told=True),
    CheckRule("NV906", "En text kan vara menad på ett annat sätt", _ALWAYS, _HINT),
    CheckRule("NV907", "En text går inte att sätta", _ALWAYS, _ERROR),
    CheckRule("NV908", "Typsnittet saknar ett tecken", _ALWAYS, _ERROR),
    CheckRule("NV909", "En tabell är bredare än sidan", _ALWAYS, _ERROR),
    CheckRule("NV910", "En tillåt-rad står i en text", _ALWAYS, _ERROR),
    CheckRule("NV911", "En tillåt-rad gör ingenting", _ALWAYS, _WARNING, is_always_told=True),
)

CHECK_RULES: Mapping[str, CheckRule] = {rule.id: rule for rule in _ALL}
"""Every rule by its id, in the order of the table."""

LATER_RULES = frozenset({"NV701", "NV702", "NV801", "NV802", "NV803", "NV906", "NV907", "NV908", "NV909"})
"""Rules that are asked only when a meeting's texts, documents and answers are, and of what is published."""


BOTH_TIMES = frozenset(RuleTime)
"""Both before a meeting and after it."""


def told_levels(
    findings: Iterable[Finding],
    profile: Profile = Profile.COLLABORATION_BODY,
    is_adopted: bool = False,
    times: Container[RuleTime] = BOTH_TIMES,
) -> Iterable[tuple[Finding, Level]]:
    """Yield the findings that a body of a profile hears of at some times, each with how grave it is.

    What happened is no error of minutes that are adopted, since they are to say it.
    """
    for finding in findings:
        rule = CHECK_RULES[finding.rule]
        if rule.time not in times:
            continue
        level = finding.level if rule.level_of(profile) is not None and finding.level else rule.level_of(profile)
        if level is Level.ERROR and is_adopted and rule.is_of_events:
            level = Level.WARNING
        if level is not None:
            yield finding, level
