"""What a mail server's refusal of the account or its sender means, in Swedish, and what has to be done about it.

Sources: RFC 3463 (enhanced status codes), RFC 4954, 6; what Exchange Online answers to client submission, and Postfix.
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


_SWITCH_ON = "Set-CASMailbox -Identity {user} -SmtpClientAuthenticationDisabled $false"
_PASSWORDS_OFF = Refusal(
    "servern tar inte längre emot lösenord",
    f"logga in utan lösenord: be IT-avdelningen registrera programmet ({_IT_PAGE}) och skriv «inloggning: microsoft»",
)
_OFF_FOR_ALL = Refusal(
    "att skicka med program (SMTP AUTH) är avstängt i hela organisationen",
    f"be IT-avdelningen slå på det för just din brevlåda: {_SWITCH_ON}",
)
_OFF_FOR_MAILBOX = Refusal(
    "att skicka med program (SMTP AUTH) är avstängt för din brevlåda",
    f"be IT-avdelningen slå på det: {_SWITCH_ON}",
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
_SENDER_REFUSED = Refusal(
    "avsändarens adress godtas inte", "kontrollera «svar_till» i mötesfilen och «brevlåda» i din inställningsfil"
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

_NO_BASIC = r"basic authentication is (disabled|not supported)|security defaults policy"
_AT_LOGIN: tuple[tuple[str, Refusal], ...] = (
    (rf"^\d+ 5\.7\.30\b|{_NO_BASIC}", _PASSWORDS_OFF),
    (r"SmtpClientAuthentication is disabled for the Mailbox", _OFF_FOR_MAILBOX),
    (r"SmtpClientAuthentication is disabled", _OFF_FOR_ALL),
    (r"did not meet the criteria|conditional access", _POLICY),
    (r"^\d+ 5\.7\.9\b.*application-specific password", _APP_PASSWORD),
)
_AFTER_LOGIN: tuple[tuple[str, Refusal], ...] = (
    (r"^\d+ 5\.7\.30\b", _PASSWORDS_OFF),
    (r"^\d+ (5\.7\.60|5\.2\.252)\b|SendAsDenied|not allowed to send as|permissions? to send as", _NO_SEND_AS),
    (r"sender address rejected: not owned by", _NO_SEND_AS),
    (
        r"^\d+ 5\.7\.5[47]\b|not authenticated to send|relay access denied|address rejected: not logged in",
        _NOT_LOGGED_IN,
    ),
    (r"sender address rejected", _SENDER_REFUSED),
    (r"^\d+ (5\.1\.8|5\.7\.50[1-3]|5\.7\.70[58])\b|OutboundSpam|\bWASCL\b", _BLOCKED),
    (r"^\d+ (5\.7\.23[23]|5\.1\.90)\b|submission quota (was )?exceeded|SubmissionQuotaExceeded", _QUOTA),
)
"""Patterns of an answer, the first that is found counting: codes alone tell too little (5.7.139 is five things)."""


def refusal_at_login(words: str, user: str, is_by_token: bool) -> Refusal | None:
    """Return what an answer («550 5.7.30 …») to a user's log-in says; None if it says nothing known."""
    found = _first(_AT_LOGIN, words)
    meant = _OFF_FOR_MAILBOX if is_by_token and found is _PASSWORDS_OFF else found
    return meant and meant._replace(remedy=meant.remedy.replace("{user}", user))


def refusal_of_sender(words: str) -> Refusal | None:
    """Return what an answer says of the account or the sender; None if it is about a recipient, or says nothing known.

    What another server has said, which this one repeats («host … said: …»), is about the recipient.
    """
    own = re.split(r"\bsaid:|recipient address rejected", words, maxsplit=1, flags=re.IGNORECASE)[0]
    return _first(_AFTER_LOGIN, own)


def _first(known: tuple[tuple[str, Refusal], ...], words: str) -> Refusal | None:
    if not words.startswith("5"):
        return None
    return next((meaning for pattern, meaning in known if re.search(pattern, words, re.IGNORECASE)), None)


def with_drafts(remedy: str) -> str:
    """Return a remedy with the other way, which is always there."""
    return f"{remedy}; {DRAFTS}"
