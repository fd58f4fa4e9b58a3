"""What messages say of a dispatch: how that which is sent is called, and where what is wrong with it is put right."""

from __future__ import annotations

from msgspec import Struct


class DispatchWords(Struct, frozen=True):
    """The words for one kind of what is sent: ``same`` is it once more, ``changed`` that it is another one now.

    ``restored`` is how a change is taken back or sent, ``addresses`` the file that has the addresses.
    ``remarks_unreachable`` says that those without an address are told of before, each at their place.
    """

    same: str
    changed: str
    restored: str
    addresses: str
    remarks_unreachable: bool = False


LETTER_WORDS = DispatchWords(
    same="samma brev",
    changed="brevet eller dess mejl är inte längre det som skickades till {names}, så resten skulle få ett annat",
    restored=(
        "återställ det som ändrats (mötesfilen, bilagorna, templates/ eller --gemensamt), eller skicka det ändrade "
        "till resten med --fortsätt --trots-ändring; den som fått det första kan få det nya med --på-nytt"
    ),
    addresses="templates/sandlistor.yaml",
)

NOTICE_WORDS = DispatchWords(
    same="samma kallelse",
    changed="mejlet är inte längre det som skickades till {names}, så resten skulle få ett annat",
    restored=(
        "skriv samma flaggor som förut och återställ det som ändrats i templates/, eller skicka det ändrade till "
        "resten med --fortsätt --trots-ändring; den som fått det första kan få det nya med --på-nytt"
    ),
    addresses="templates/organ.yaml",
    remarks_unreachable=True,
)
