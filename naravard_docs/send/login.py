"""How the user logs in with a mail server (SASL over SMTP AUTH, RFC 4954): by password, or by an access token."""

from __future__ import annotations

import base64
import functools
import re
import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from naravard_docs.errors import SendingError

_GO_ON, _LOGGED_IN = 334, 235
"""RFC 4954, 6."""


@dataclass(frozen=True, slots=True)
class PasswordLogin:
    """A user and their password."""

    user: str
    password: str = field(repr=False)
    can_renew = False

    def secret(self, _is_anew: bool = False) -> str:
        return self.password

    def without(self, secret: str, words: str) -> str:
        """Return a server's words without what they repeat of the password."""
        return _without([secret, *_encodings(secret), *_encodings(f"\0{self.user}\0{secret}")], words)

    def log_in(self, smtp: smtplib.SMTP, secret: str, _host: str, _port: int) -> None:
        """Log in by the best way that the server has.

        Raises:
            smtplib.SMTPAuthenticationError: if the server does not take it.
            smtplib.SMTPNotSupportedError: if the server has no such way.
        """
        known = smtp.esmtp_features.get("auth", "").upper().split()
        if not {"PLAIN", "LOGIN", "CRAM-MD5"} & set(known):
            raise smtplib.SMTPNotSupportedError("no log-in with a password")
        if (self.user + secret).isascii():
            smtp.login(self.user, secret)
        else:
            _log_in_with_utf8(smtp, self.user, secret)


@dataclass(frozen=True, slots=True)
class TokenLogin:
    """A user and where their access token comes from; ``token(True)`` asks for another than the last."""

    user: str
    token: Callable[[bool], str] = field(repr=False)
    can_renew = True

    def secret(self, is_anew: bool = False) -> str:
        return self.token(is_anew)

    def without(self, secret: str, words: str) -> str:
        """Return a server's words without what they repeat of the token."""
        bearer = f"auth=Bearer {secret}\1\1"
        return _without(
            [secret, *_encodings(secret), *_encodings(bearer), *_encodings(f"user={self.user}\1{bearer}")], words
        )

    def log_in(self, smtp: smtplib.SMTP, secret: str, host: str, port: int) -> None:
        """Log in by OAUTHBEARER (RFC 7628) where the server has it, else by XOAUTH2, which Exchange Online speaks.

        Raises:
            smtplib.SMTPAuthenticationError: if the server does not take it.
            SendingError: if the server has neither.
        """
        known = smtp.esmtp_features.get("auth", "").upper().split()
        if "OAUTHBEARER" in known:
            response = f"n,a={_escaped(self.user)},\1host={host}\1port={port}\1auth=Bearer {secret}\1\1"
            _authenticate(smtp, "OAUTHBEARER", response, "\1")
        elif "XOAUTH2" in known:
            _authenticate(smtp, "XOAUTH2", f"user={self.user}\1auth=Bearer {secret}\1\1", "")
        else:
            raise SendingError(
                f"servern {host}:{port} har ingen inloggning utan lösenord (XOAUTH2 eller OAUTHBEARER)",
                "kontrollera «server» och «port»; har servern bara lösenord, ta bort «inloggning»",
            )


def _escaped(name: str) -> str:
    """Return a name as GS2 writes it (RFC 5801, 4)."""
    return name.replace("=", "=3D").replace(",", "=2C")


def _authenticate(smtp: smtplib.SMTP, mechanism: str, response: str, at_failure: str) -> None:
    """Log in with one response; a server that refuses first says why, and is then answered with ``at_failure``."""
    code, words = smtp.docmd("AUTH", f"{mechanism} {_base64(response.encode())}")
    if code == _GO_ON:
        code, words = smtp.docmd(_base64(at_failure.encode()))
    if code != _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, words)


def _log_in_with_utf8(smtp: smtplib.SMTP, user: str, password: str) -> None:
    """Log in with a password that has å, ä or ö, which smtplib (3.11-3.14) encodes as ASCII only.

    Raises:
        smtplib.SMTPAuthenticationError: if the server does not take it.
    """
    name, secret = user.encode(), password.encode("utf-8", "surrogateescape")
    if "PLAIN" in smtp.esmtp_features.get("auth", "").upper().split():
        response = _base64(b"\0" + name + b"\0" + secret)  # RFC 4616, 2
        code, words = smtp.docmd("AUTH", f"PLAIN {response}")
    else:
        code, words = smtp.docmd("AUTH", f"LOGIN {_base64(name)}")
        if code == _GO_ON:
            code, words = smtp.docmd(_base64(secret))
    if code != _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(code, words)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _without(forms: Iterable[str], words: str) -> str:
    """Return a server's words without what they repeat of a secret, whole or in part, in any form that it has."""
    known = [form for form in forms if len(form) >= _SHORTEST]
    plain = functools.reduce(lambda text, form: text.replace(form, "…"), known, words)

    def judged(found: re.Match[str]) -> str:
        return "…" if any(found[0] in form for form in known) else found[0]

    return re.sub(r"[\w+/=.~-]{8,}", judged, plain)


_SHORTEST = 4
"""Letters of a form of a secret that is looked for: fewer would be found in ordinary words."""


def _encodings(text: str) -> list[str]:
    """Return a text in base64 as it is, and as it looks inside something longer, wherever it begins there."""
    data = text.encode("utf-8", "surrogateescape")
    return [_base64(data), *(_base64(b"x" * n + data)[4 if n else 0 : -4] for n in range(3))]
