"""What an identity provider's refusals mean, in Swedish, and who has to do what.

Only codes are shown of what it says: its free text is English, and may repeat what it was sent.
Sources: RFC 6749, 4.1.2.1 and 5.2; RFC 8628, 3.5; Microsoft's «AADSTS error codes».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from naravard_docs.errors import SendingError

LOG_IN = "logga in igen med «naravard konto --logga-in»"
_IT = "be IT-avdelningen"
_PAGE = "se handbokens sida «Mejlkonto för IT-avdelningen»"


class Meaning(NamedTuple):
    """What a refusal means, and what to do."""

    message: str
    remedy: str


EXPIRED = Meaning("inloggningen har gått ut eller återkallats", LOG_IN)
_MORE_PROOF = Meaning("inloggningen räcker inte längre; du ska visa igen vem du är", LOG_IN)
_CONSENT = Meaning(
    "programmet har inte fått lov att skicka mejl åt dig",
    f"{_IT} ge programmet behörigheten SMTP.Send med administratörsmedgivande; {_PAGE}",
)
_POLICY = Meaning(
    "organisationens regler för inloggning (villkorsstyrd åtkomst) stoppar den",
    f"logga in från en dator och ett nät som reglerna godtar, eller {_IT} ändra dem för programmet",
)
_CODE_EXPIRED = Meaning("koden hann gå ut", "börja om med «naravard konto --logga-in --med-kod»")
_DECLINED = Meaning("inloggningen avbröts eller nekades i webbläsaren", LOG_IN)
_BUSY = Meaning("inloggningstjänsten svarar inte som den ska just nu", "försök igen om en stund")
_NOT_PUBLIC = Meaning(
    "programmet är inte registrerat som ett program på användarens dator",
    f"{_IT} tillåta offentliga klientflöden för programmet; {_PAGE}",
)

_MICROSOFT = {
    700082: EXPIRED,
    70008: EXPIRED,
    70043: EXPIRED,
    50173: EXPIRED,
    50089: EXPIRED,
    54005: EXPIRED,
    50076: _MORE_PROOF,
    50078: _MORE_PROOF,
    50079: _MORE_PROOF,
    50158: _MORE_PROOF,
    65001: _CONSENT,
    90094: _CONSENT,
    90095: _CONSENT,
    650053: _CONSENT,
    650056: _CONSENT,
    65004: _DECLINED,
    53000: _POLICY,
    53001: _POLICY,
    53003: _POLICY,
    530003: _POLICY,
    530032: _POLICY,
    530034: _POLICY,
    530035: _POLICY,
    53002: _POLICY,
    50131: _POLICY,
    50097: _POLICY,
    50105: Meaning("du är inte tilldelad programmet", f"{_IT} tilldela dig programmet under Företagsprogram"),
    50020: Meaning(
        "ditt konto hör inte till den organisation som «katalog_id» anger", "rätta «katalog_id» eller «användare»"
    ),
    50034: Meaning("användaren finns inte i organisationen", "rätta «användare» eller «katalog_id»"),
    50053: Meaning("kontot är låst efter för många försök", "vänta en stund, eller fråga IT-avdelningen"),
    50055: Meaning("lösenordet har gått ut", "byt det som du brukar, och logga sedan in igen"),
    50057: Meaning("kontot är avstängt", "fråga IT-avdelningen"),
    70020: _CODE_EXPIRED,
    700016: Meaning("programmet är inte känt i organisationen", f"kontrollera «program_id» och «katalog_id»; {_PAGE}"),
    90002: Meaning("organisationen finns inte", "rätta «katalog_id» (Katalog-ID (klientorganisation) i Entra)"),
    900023: Meaning("organisationen finns inte", "rätta «katalog_id» (Katalog-ID (klientorganisation) i Entra)"),
    7000218: _NOT_PUBLIC,
    50011: Meaning(
        "programmets registrering saknar adressen http://localhost",
        f"{_IT} lägga till den som omdirigerings-URI för mobil- och skrivbordsprogram; {_PAGE}",
    ),
    7000112: Meaning("programmet är avstängt i organisationen", f"{_IT} slå på det under Företagsprogram"),
    500113: Meaning(
        "programmets registrering saknar adressen http://localhost",
        f"{_IT} lägga till den som omdirigerings-URI för mobil- och skrivbordsprogram; {_PAGE}",
    ),
    70011: Meaning("behörigheten finns inte", "rätta «behörigheter», eller ta bort nyckeln"),
}
"""By the number of AADSTS."""

_OAUTH = {
    "invalid_grant": EXPIRED,
    "interaction_required": _MORE_PROOF,
    "login_required": _MORE_PROOF,
    "consent_required": _CONSENT,
    "access_denied": _DECLINED,
    "authorization_declined": _DECLINED,
    "expired_token": _CODE_EXPIRED,
    "authorization_pending": _CODE_EXPIRED,
    "slow_down": _CODE_EXPIRED,
    "temporarily_unavailable": _BUSY,
    "server_error": _BUSY,
    "unauthorized_client": _NOT_PUBLIC,
    "invalid_client": Meaning("programmet är inte känt av inloggningstjänsten", f"kontrollera «program_id»; {_PAGE}"),
    "invalid_scope": Meaning("behörigheten finns inte", "rätta «behörigheter»"),
    "invalid_tenant": Meaning("organisationen finns inte", "rätta «katalog_id»"),
}


_NO_ERROR = Meaning("inloggningstjänsten svarade med något som inte går att förstå", "försök igen om en stund")
_UNKNOWN = Meaning("inloggningen godtas inte", f"visa felkoden för IT-avdelningen; {_PAGE}")


def identity_error(answer: Mapping[str, Any], user: str) -> SendingError:
    """Return what to raise for an answer that has no token but an error (RFC 6749, 5.2)."""
    number = re.search(r"AADSTS(\d{3,8})\b", str(answer.get("error_description", "")))
    error = str(answer.get("error", ""))
    word = error if re.fullmatch(r"[a-z][a-z_]{1,40}", error) else ""
    by_word = _OAUTH.get(word, _UNKNOWN if word else _NO_ERROR)
    meaning = _MICROSOFT.get(int(number[1]), _UNKNOWN) if number else by_word
    code = number[0] if number else word
    return SendingError(f"{user}: {meaning.message}{f' ({code})' if code else ''}", meaning.remedy)
