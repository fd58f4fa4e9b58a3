"""How the user logs in with a mail server (SASL over SMTP AUTH, RFC 4954): by password, or by an access token."""

from __future__ import annotations

import base64
import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field

from naravard_docs.errors import SendingTrouble

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

    def log_in(self, smtp: smtplib.SMTP, secret: str, _host: str, _port: int) -> None:
        """Log in by the best way that the server has.

        Raises:
            smtplib.SMTPAuthenticationError: if the server does not take it.
            smtplib.SMTPNotSupportedError: if the server has no such way.
        """
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

    def log_in(self, smtp: smtplib.SMTP, secret: str, host: str, port: int) -> None:
        """Log in by OAUTHBEARER (RFC 7628) where the server has it, else by XOAUTH2, which Exchange Online speaks.

        Raises:
            smtplib.SMTPAuthenticationError: if the server does not take it.
            SendingTrouble: if the server has neither.
        """
        known = smtp.esmtp_features.get("auth", "").upper().split()
        if "OAUTHBEARER" in known:
            response = f"n,a={_escaped(self.user)},\1host={host}\1port={port}\1auth=Bearer {secret}\1\1"
            _authenticate(smtp, "OAUTHBEARER", response, "\1")
        elif "XOAUTH2" in known:
            _authenticate(smtp, "XOAUTH2", f"user={self.user}\1auth=Bearer {secret}\1\1", "")
        else:
            raise SendingTrouble(
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


def without_secret(words: str, secret: str) -> str:
    """Return a server's words without what they repeat of a secret, as it is or as it was sent (base64)."""
    if not secret:
        return words
    plain = words.replace(secret, "…")
    return re.sub(r"[A-Za-z0-9+/]{8,}={0,2}", lambda found: "…" if _hides(found[0], secret) else found[0], plain)


def _hides(encoded: str, secret: str) -> bool:
    try:
        return secret.encode("utf-8", "surrogateescape") in base64.b64decode(encoded)
    except ValueError:
        return False
