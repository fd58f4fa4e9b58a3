"""What a mail server's refusal of the account or its sender means, in Swedish, and what has to be done about it.

Sources: RFC 3463 (enhanced status codes), RFC 4954, 6; Exchange Online's answers to client submission.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DRAFTS = "mejlutkasten (.eml) i output/ går alltid att skicka från ditt eget mejlprogram"
_IT_PAGE = "handbokens sida «Mejlkonto för IT-avdelningen»"


class Refusal(NamedTuple):
    """What an answer means and what to do; the next message would get the same answer."""

    meaning: str
    remedy: str


_PASSWORDS_OFF = Refusal(
    "servern tar inte längre emot lösenord",
    f"logga in utan lösenord: be IT-avdelningen registrera programmet ({_IT_PAGE}) och skriv «inloggning: microsoft»",
)
_OFF_FOR_ALL = Refusal(
    "att skicka med program (SMTP AUTH) är avstängt i hela organisationen",
    "be IT-avdelningen slå på det för just din brevlåda: Set-CASMailbox -SmtpClientAuthenticationDisabled $false",
)
_OFF_FOR_MAILBOX = Refusal(
    "att skicka med program (SMTP AUTH) är avstängt för din brevlåda",
    "be IT-avdelningen slå på det: Set-CASMailbox -SmtpClientAuthenticationDisabled $false",
)
_POLICY = Refusal(
    "organisationens regler för inloggning stoppar den",
    f"be IT-avdelningen se efter varför, i Entras inloggningsloggar; {_IT_PAGE} säger vad programmet behöver",
)
_NO_SEND_AS = Refusal(
    "kontot har inte rätt att skicka som avsändaren",
    "be IT-avdelningen ge ditt konto rättigheten Skicka som (Send As) på avsändarens brevlåda, eller ange en "
    "«brevlåda» som du får skicka som",
)
_BLOCKED = Refusal(
    "kontot eller organisationen är stoppad från att skicka, oftast efter misstänkt skräppost",
    "be IT-avdelningen häva spärren",
)
_QUOTA = Refusal("kontot har skickat så mycket som det får på ett dygn", "skicka resten i morgon med --fortsätt")
_NOT_LOGGED_IN = Refusal(
    "servern kräver inloggning",
    "skriv «användare» i din inställningsfil; finns den där, fråga IT-avdelningen om SMTP AUTH är påslaget",
)
_APP_PASSWORD = Refusal(
    "servern vill ha ett särskilt applösenord",
    "skapa ett i kontots säkerhetsinställningar, eller logga in utan lösenord med «inloggning: openid»",
)

_KNOWN: tuple[tuple[str, Refusal], ...] = (
    (r"5\.7\.30\b|basic authentication is (disabled|not supported)|security defaults policy", _PASSWORDS_OFF),
    (r"SmtpClientAuthentication is disabled for the Mailbox", _OFF_FOR_MAILBOX),
    (r"SmtpClientAuthentication is disabled", _OFF_FOR_ALL),
    (r"did not meet the criteria|conditional access", _POLICY),
    (r"\b5\.7\.60\b|\b5\.2\.252\b|SendAsDenied|not allowed to send as|permissions? to send as", _NO_SEND_AS),
    (r"\b5\.7\.57\b|not authenticated to send", _NOT_LOGGED_IN),
    (r"\b5\.1\.8\b.*bad outbound sender|\b5\.7\.(50[1-3]|70[58])\b", _BLOCKED),
    (r"submission quota exceeded|\b5\.4\.5\b.*(daily|sending).*(limit|quota)", _QUOTA),
    (r"\b5\.7\.9\b.*application-specific password", _APP_PASSWORD),
)
"""Patterns of an answer, the first that is found counting: codes alone tell too little (5.7.139 is five things)."""


def refusal(words: str) -> Refusal | None:
    """Return what an answer («550 5.7.30 …») says of the account or its sender; None if it is about something else."""
    if not words.startswith("5"):
        return None
    return next((meaning for pattern, meaning in _KNOWN if re.search(pattern, words, re.IGNORECASE)), None)


def with_drafts(remedy: str) -> str:
    """Return a remedy with the other way, which is always there."""
    return f"{remedy}; {DRAFTS}"
