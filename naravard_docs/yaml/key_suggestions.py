"""Which key is meant by one that does not exist: a slip of the pen, a word of English, another word for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from naravard_docs.swedish import differ, fold, is_empty

_OTHER_WORDS = {
    "närvarande": "deltagare deltagande närvaro närvarolista närvaroförteckning attendees participants present "
    "attendee ledamöter members people",
    "ärenden": "dagordning dagordningspunkter föredragningslista ärendelista paragrafer punkter beslutspunkter agenda "
    "agenda_points agendapunkter beslut decisions items item matters topics points minutes protokoll sections",
    "beslut": "decisions besluta beslutet beslutade resolution resolutions",
    "datum": "dag dagen day mötesdatum mötesdag sammanträdesdatum meeting_date startdatum",
    "plats": "location venue lokal sal möteslokal mötesplats sammanträdesplats room",
    "tid": "klockslag klockan starttid mötestid hours start_time",
    "organ": "nämnd styrelse utskott committee board council",
    "ordförande": "ordf chairperson chairman chairwoman president mötesordförande",
    "sekreterare": "sekr protokollförare protokollskrivare clerk secretaries",
    "justerare": "justeringsperson justeringspersoner justeringsman justeringsmän protokolljusterare justeras approver "
    "signers",
    "rubrik": "titel title name namn ärende ärendemening headline subject",
    "titel": "title rubrik roll role befattning uppdrag",
    "text": "beskrivning innehåll description body content referat diskussion summary sammanfattning brödtext bakgrund",
    "bakgrund": "text background beskrivning",
    "bilagor": "bilaga attachment files file filer handlingar documents underlag appendices appendix",
    "diarienummer": "dnr diarienr diarie ärendenummer case_number reference",
    "föredragande": "föredragare presentatör speaker speakers presenter",
    "namn": "personnamn fullname full_name",
    "roll": "titel title uppdrag funktion befattning position",
    "organisation": "kommun region arbetsgivare org employer organization",
    "personer": "ledamöter närvarande members people persons deltagare",
    "grupp": "group rubrik namn heading",
    "satser": "att_satser attsatser punkter beslutspunkter clauses",
    "nästa_möte": "nästa nästa_sammanträde next",
    "fil": "path sökväg filnamn filename",
    "länk": "teams teamslänk möteslänk videolänk digital_länk zoom url meeting_link",
    "kallelse": "kallelser kallad kallat kallelsen utskickad notices invitation",
    "inställt": "inställd installt ställs_in avbokat cancelled_because called_off",
    "status": "läge state",
    "rättelser": "rättelse rättad rättat rättningar rättning ändringar corrections correction errata",
    "stod": "förut tidigare gammalt was said",
    "står": "nu nytt now says",
    "skäl": "orsak anledning motivering varför reason",
    "rekommendation": "brev letter",
    "svar_senast": "deadline svarsdatum sista_svarsdag",
    "start_paragraf": "första_paragraf paragraf paragrafnummer",
    "mottagare": "recipients recipient adressater",
    "grupper": "närvarande ledamöter members",
    "ordval": "skrivsätt wording",
    "frånvarande": "ej_närvarande inte_närvarande förhinder anmält_förhinder anmäld_frånvaro frånvaro återbud absent "
    "absence absentees",
    "slutdatum": "slutdag sista_dag enddate till_datum dagar days",
    "reservationer": "reservation reservations",
    "anteckningar": "protokollsanteckning protokollsanteckningar särskilt_yttrande särskilda_yttranden yttranden "
    "röstförklaring röstförklaringar notes statements",
    "yrkanden": "yrkande motions motion",
    "omröstningar": "omröstning votering voteringar votes vote rösträkning",
    "underlag": "beslutsunderlag handlingar documents",
    "förslag": "beslutsförslag proposals proposal",
    "skickas_till": "expedieras expediering beslutet_skickas_till protokollsutdrag_till sändes_till utdrag_till",
    "jäv": "jävig jäviga recused",
    "anmälningar": "delegationsbeslut meddelanden anmälningsärenden notices",
    "val": "elections election",
    "justering": "justerat approval",
    "delärenden": "underärenden underpunkter subitems",
}
"""Other words for a key, in both languages; which keys there are where the word stands says which of them is meant."""

_ALIKE_SWEDISH, _ALIKE_OTHER = 0.6, 0.75
_NO_KEY_YET = (
    (
        re.compile(r"vice_?ordforande|vice_?ordf|vice_?chair|deputy_?chair"),
        "skriv personen under «närvarande» med sin roll: Bo Ek (S), Umeå kommun, vice ordförande",
    ),
)
"""What many write and no key holds: what to do instead."""


def remedy_without_key(key: str) -> str:
    """Return what to do with something that no key holds; an empty text for a key that is only wrongly written."""
    plain = _plain(key)
    return next((remedy for pattern, remedy in _NO_KEY_YET if pattern.fullmatch(plain)), "")


def key_meant_for(key: str, keys: Mapping[str, str]) -> str:
    """Return the Swedish key that a user is told to write instead of an unknown one; else an empty text."""
    if key.strip() in keys.values():
        return key.strip()
    return "" if is_empty(key) or remedy_without_key(key) else meant_key(key, keys)


def meant_key(key: str, keys: Mapping[str, str]) -> str:
    """Return the Swedish key that is likeliest to be meant, of the Swedish keys by English name; else an empty text."""
    written = _plain(key)
    scored = ((_likeness(written, _plain(word)), least, meant) for word, meant, least in _words(keys))
    likely = [(score, meant) for score, least, meant in scored if score >= least and not differ(key, meant)]
    return max(likely, key=lambda each: each[0], default=(0.0, ""))[1]


def _words(keys: Mapping[str, str]) -> Iterator[tuple[str, str, float]]:
    """Yield every word with the key that it means and how alike one must be, the best choice first."""
    yield from ((swedish, swedish, _ALIKE_SWEDISH) for swedish in keys.values())
    yield from ((english, swedish, _ALIKE_OTHER) for english, swedish in keys.items())
    for swedish in keys.values():
        yield from ((word, swedish, _ALIKE_OTHER) for word in _OTHER_WORDS.get(swedish, "").split())


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # asked of what is unknown only

    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _plain(key: str) -> str:
    """Return a key as one compares it: in lower case, without accents, words joined by underscores."""
    return re.sub(r"[\s_-]+", "_", fold(key)).strip("_")
