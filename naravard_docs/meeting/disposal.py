"""How an item ended that was not decided in substance, as a sentence of the minutes."""

from __future__ import annotations

from collections.abc import Mapping

from naravard_docs.meeting.agenda_item import Disposal, ItemContent
from naravard_docs.meeting.wording import Wording
from naravard_docs.swedish import long_date

_WORDS: Mapping[Disposal, tuple[str, str, str]] = {
    Disposal.TABLED: ("bordläggs", "bordlades", "till mötet"),
    Disposal.REFERRED_BACK: ("återremitteras", "återremitterades", "och tas upp igen på mötet"),
    Disposal.WITHDRAWN: ("utgår", "utgick", "och tas upp på mötet"),
}


def disposal_sentence(item: ItemContent, wording: Wording) -> str:
    """Return «Ärendet bordlades till mötet den 21 maj 2024.»; an empty text where the item tells of nothing."""
    day = item.to_meeting
    if item.disposal is None:
        return f"Ärendet tas upp på mötet den {long_date(day)}." if day else ""
    present, past, then = _WORDS[item.disposal]
    again = f" {then} den {long_date(day)}" if day else ""
    return f"Ärendet {present if wording.is_in_present_tense else past}{again}."
