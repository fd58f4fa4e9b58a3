"""A connection with the user's mail server: encrypted with a certificate that is trusted, or not at all."""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from naravard_docs.errors import SendingError
from naravard_docs.limits import LIMITS
from naravard_docs.send.login import PasswordLogin, TokenLogin
from naravard_docs.send.refusals import refusal_at_login, with_drafts
from naravard_docs.send.trust import trusted_context
from naravard_docs.swedish import system_reason

TIMEOUT_SECONDS = 120.0
"""How long a server may be silent; RFC 5321, 4.5.3.2, asks for up to ten minutes, which nobody waits at a terminal."""


Login = PasswordLogin | TokenLogin


class Server(Struct, frozen=True):
    """A mail server that the user may send through.

    ``is_tls_at_once`` is encryption from the first byte (RFC 8314), else by STARTTLS (RFC 3207); there is no third way.
    ``mailbox`` is whom messages are from, when it is not whom they say; answers then go to whom they say. ``copy_to``
    gets every message too, unseen by its addressees.
    """

    host: str
    port: int
    is_tls_at_once: bool
    login: Login | None = None
    ca_file: Path | None = None
    mailbox: str | None = None
    copy_to: str | None = None
    pause_seconds: float = 1.0
    retries: int = 3
    retry_after_seconds: float = 120.0

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@contextlib.contextmanager
def connect(server: Server) -> Iterator[smtplib.SMTP]:
    """Provide a connection, encrypted and logged in.

    Raises:
        FileAccessError: if the certificate file cannot be read.
        SendingError: if the server cannot be reached, is not to be trusted or does not let the user in.
    """
    context = trusted_context(server.ca_file)
    with _told(server):
        smtp = _admitted(server, context)
    try:
        yield smtp
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


class AnswerTooLongError(smtplib.SMTPServerDisconnected):
    """The server goes on answering; the connection is given up, and what was under way is as uncertain as if it broke.

    smtplib (3.11-3.14) bounds a line, but neither how many lines an answer has nor how it is told.
    """


class _BoundedAnswers:
    """A connection's incoming side, as smtplib reads it, that gives each answer no more than it may have."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.left = LIMITS.answer_bytes
        self.is_exceeded = False

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self._file.readline(size)
        self.left -= len(line)
        if self.left < 0 or (0 < size <= len(line) and not line.endswith(b"\n")):
            self.is_exceeded = True
            return b""  # the end, to smtplib
        return line

    def close(self) -> None:
        self._file.close()


class _BoundedSmtp(smtplib.SMTP):
    """An SMTP connection whose server can say only so much at a time."""

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None:
            self.file = _BoundedAnswers(self.sock.makefile("rb"))  # type: ignore[union-attr]
        answers = self.file
        if isinstance(answers, _BoundedAnswers):
            answers.left = LIMITS.answer_bytes
        try:
            return super().getreply()
        except smtplib.SMTPServerDisconnected as error:
            if isinstance(answers, _BoundedAnswers) and answers.is_exceeded:
                raise AnswerTooLongError("answer too long") from error
            raise


class _BoundedTls(_BoundedSmtp, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _encrypted(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.is_tls_at_once:
        return _BoundedTls(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    smtp = _BoundedSmtp(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        smtp.ehlo_or_helo_if_needed()
        if not smtp.has_extn("starttls"):
            raise SendingError(
                f"servern {server} erbjuder ingen kryptering (STARTTLS), och okrypterat skickas inget",
                "kontrollera «server» och «port»; med «kryptering: tls» är porten oftast 465",
            )
        smtp.starttls(context=context)
        smtp.ehlo()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _admitted(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    """Return a connection that is logged in.

    A token that the server does not take is replaced once: it may have been revoked, or the clocks may differ.
    """
    login = server.login
    if login is None:
        return _encrypted(server, context)
    secret = login.secret()
    try:
        return _logged_in(server, context, login, secret)
    except smtplib.SMTPAuthenticationError as error:
        words = server_answer(error.smtp_code, error.smtp_error)
        if not login.can_renew or error.smtp_code // 100 != 5 or refusal_at_login(words, login.user, is_by_token=True):
            raise _not_let_in(server, login, error, secret) from None
    secret = login.secret(True)
    try:
        return _logged_in(server, context, login, secret)
    except smtplib.SMTPAuthenticationError as error:
        raise _not_let_in(server, login, error, secret) from None


def _logged_in(server: Server, context: ssl.SSLContext, login: Login, secret: str) -> smtplib.SMTP:
    smtp = _encrypted(server, context)
    try:
        smtp.ehlo_or_helo_if_needed()
        login.log_in(smtp, secret, server.host, server.port)
    except smtplib.SMTPNotSupportedError as error:
        smtp.close()
        raise SendingError(
            f"servern {server} tar inte emot inloggning med lösenord",
            f"rätta «server» och «port», eller logga in utan lösenord ({_LOGIN_WORDS})",
        ) from error
    except BaseException:
        smtp.close()
        raise
    return smtp


_LOGIN_WORDS = "«inloggning: microsoft» eller «inloggning: openid»"


def _not_let_in(server: Server, login: Login, error: smtplib.SMTPAuthenticationError, secret: str) -> SendingError:
    """Return what to raise when the server does not take the log-in; what it repeats of the secret is left out."""
    words = login.without(secret, server_answer(error.smtp_code, error.smtp_error))
    if known := refusal_at_login(words, login.user, login.can_renew):
        message = f"servern {server} släpper inte in {login.user}: {known.meaning}; den svarade: {words}"
        return SendingError(message, with_drafts(known.remedy))
    if error.smtp_code // 100 == 4:
        message = f"servern {server} kan inte pröva inloggningen just nu; den svarade: {words}"
        return SendingError(message, "försök igen om en stund")
    if login.can_renew:
        return SendingError(
            f"servern {server} godtar inte inloggningen för {login.user}; den svarade: {words}",
            with_drafts(
                "kontrollera att «användare» är ditt eget konto, med en delad brevlåda under «brevlåda», och fråga "
                "IT-avdelningen om SMTP AUTH är påslaget för det och programmet har behörigheten SMTP.Send"
            ),
        )
    return SendingError(
        f"servern {server} godtar inte användaren {login.user} med lösenordet; den svarade: {words}",
        "kontrollera «användare» och lösenordet; många servrar vill ha ett särskilt applösenord, och Exchange Online "
        f"tar inte längre emot lösenord ({_LOGIN_WORDS})",
    )


@contextlib.contextmanager
def _told(server: Server) -> Iterator[None]:
    """Say in Swedish why a connection did not come about."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise SendingError(
            f"servern {server} har ett certifikat som inte är betrott ({_distrust(error)}), så inget skickas",
            "kontrollera «server»; har organisationen ett eget certifikat, ange dess fil som «certifikat»",
        ) from error
    except ssl.SSLError as error:
        raise SendingError(
            f"krypteringen med {server} kom inte igång ({_no_encryption(error)})",
            "«kryptering: starttls» har oftast port 587 och «kryptering: tls» port 465",
        ) from error
    except smtplib.SMTPResponseException as error:
        raise SendingError(
            f"servern {server} tar inte emot; den svarade: {server_answer(error.smtp_code, error.smtp_error)}",
            "försök senare, eller fråga den som sköter servern",
        ) from error
    except AnswerTooLongError as error:
        raise SendingError(
            f"servern {server} svarar med mer än {LIMITS.answer_bytes // 1000} kB, och det är gränsen",
            "kontrollera «server» och «port»: det som svarar är nog ingen mejlserver",
        ) from error
    except smtplib.SMTPException as error:
        raise SendingError(
            f"servern {server} bröt förbindelsen innan den var klar",
            "kontrollera «port» och «kryptering», eller försök senare",
        ) from error
    except socket.gaierror as error:
        raise SendingError(
            f"servern {server.host} går inte att hitta", "rätta «server», eller kontrollera att du har nät"
        ) from error
    except OSError as error:
        raise SendingError(
            f"servern {server} svarar inte ({system_reason(error)})",
            "kontrollera «server» och «port», och att brandväggen släpper igenom",
        ) from error


_DISTRUST = {
    9: "det gäller inte än",
    10: "det har gått ut",
    18: "servern har utfärdat det själv",
    19: "det är utfärdat av någon som datorn inte känner",
    20: "det är utfärdat av någon som datorn inte känner",
    21: "utfärdarens certifikat saknas",
    23: "det är återkallat",
    62: "det gäller ett annat servernamn",
    64: "det gäller en annan adress",
}
"""By number in OpenSSL's x509_vfy.h."""

_NO_ENCRYPTION = {
    "WRONG_VERSION_NUMBER": "det som svarar på porten är inte TLS",
    "UNSUPPORTED_PROTOCOL": "servern har bara en för gammal TLS",
    "UNEXPECTED_EOF_WHILE_READING": "servern bröt",
}


def _distrust(error: ssl.SSLCertVerificationError) -> str:
    return _DISTRUST.get(error.verify_code) or error.verify_message


def _no_encryption(error: ssl.SSLError) -> str:
    return _NO_ENCRYPTION.get(error.reason or "") or error.reason or str(error)


def server_answer(code: int, words: bytes | str) -> str:
    """Return a server's answer on one line: «550 5.1.1 No such user»."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    shown = "".join(c if c.isprintable() else " " for c in text)
    return " ".join([str(code), *(_ENCODED.sub("…", word) for word in shown.split())])


_ENCODED = re.compile(r"[\w+/=.~-]{100,}")
"""Something encoded, as a token is: no word of a language and no host's name is so long."""
