"""A mail server on loopback that the tests script: it is real SMTP over real TLS, and keeps what it was given."""

from __future__ import annotations

import asyncio
import base64
import datetime
import ipaddress
import re
import ssl
import textwrap
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST, USER, PASSWORD = "127.0.0.1", "anna", "hemligt lösenord"


@dataclass(frozen=True)
class Received:
    """A message that the server took: to whom it was handed over, and its bytes."""

    sender: str
    to: tuple[str, ...]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        message = message_from_bytes(self.data, policy=default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class Script:
    """What the server does other than accept.

    ``refused`` and ``greylisted`` are addresses, the latter with the times that they are put off; ``drops`` breaks the
    connection «vid EHLO», «vid AUTH», «efter AUTH», «vid MAIL», «i DATA» or «efter DATA» when that many messages have
    been taken; ``holds_after`` has the server say nothing of the message that comes after so many; ``without_login``
    are ways to log in that it does not know; ``refuses_passwords`` answers every password; ``takes_token`` judges a
    user's access token, and ``refuses_token`` is the answer to one that it does not take, in which «{token}» is the
    token and «{sent:76}» what was sent, in pieces of so many letters; ``logged_in`` are the users that tried;
    ``witness`` is called when a message has come.
    """

    refused: dict[str, str] = field(default_factory=dict)
    greylisted: dict[str, int] = field(default_factory=dict)
    refused_sender: str = ""
    answer_to_data: str = ""
    drops: tuple[str, int] | None = None
    holds_after: int | None = None
    without_login: tuple[str, ...] = ("XOAUTH2", "OAUTHBEARER")
    refuses_passwords: str = ""
    takes_token: Callable[[str, str], bool] = lambda user, token: False
    refuses_token: str = "535 5.7.3 Authentication unsuccessful [AM0PR02CA0134.eurprd02.prod.outlook.com]"
    logged_in: list[str] = field(default_factory=list)
    witness: Callable[[], None] = lambda: None


@dataclass
class MailServer:
    """The server: where it is, what it does, what it took, and how often it was connected to and asked."""

    script: Script
    certificate: Path
    port: int = 0
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    has_message: threading.Event = field(default_factory=threading.Event)

    @property
    def addresses(self) -> list[str]:
        """Every address that a message was taken for, in order."""
        return [address for received in self.received for address in received.to]

    def account(self, encryption: str = "starttls", **more: object) -> str:
        """Return the user's file about this server."""
        held: dict[str, object] = {
            "server": HOST,
            "port": self.port,
            "kryptering": encryption,
            "användare": USER,
            "certifikat": self.certificate,
            "paus_sekunder": 0,
            "omförsök_efter_sekunder": 0,
            **more,
        }
        return "".join(f"{key}: {value}\n" for key, value in held.items() if value is not None)

    # what aiosmtpd asks its handler

    async def auth_XOAUTH2(self, server: SMTP, words: list[str]) -> AuthResult:  # noqa: N802
        user, token = re.fullmatch(r"user=(.*)\x01auth=Bearer (.*)\x01\x01", _decoded(words[1])).groups()  # type: ignore[union-attr]
        return await self._judge_token(server, user, token, b"{}", b"", words[1])

    async def auth_OAUTHBEARER(self, server: SMTP, words: list[str]) -> AuthResult:  # noqa: N802
        form = r"n,a=(.*),\x01host=127\.0\.0\.1\x01port=\d+\x01auth=Bearer (.*)\x01\x01"
        user, token = re.fullmatch(form, _decoded(words[1])).groups()  # type: ignore[union-attr]
        return await self._judge_token(server, user, token, b'{"status":"invalid_token"}', b"\1", words[1])

    async def _judge_token(
        self, server: SMTP, user: str, token: str, why: bytes, wanted: bytes, sent: str
    ) -> AuthResult:
        self.script.logged_in.append(user)
        await self._drop("vid AUTH", server)
        if self.script.takes_token(user, token):
            return AuthResult(success=True, auth_data=user)
        assert await server.challenge_auth(why) == wanted
        answer = re.sub(
            r"\{sent:(\d+)\}", lambda width: " ".join(textwrap.wrap(sent, int(width[1]))), self.script.refuses_token
        )
        await server.push(answer.replace("{token}", token))
        return AuthResult(success=False, handled=True)

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, name: str, lines: list[str]) -> list[str]:  # noqa: N802
        await self._drop("vid EHLO", server)
        session.host_name = name
        return lines

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        await self._drop("vid MAIL", server)
        if self.script.refused_sender:
            return self.script.refused_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.asked[address] += 1
        if address in self.script.refused:
            return self.script.refused[address]
        if self.asked[address] <= self.script.greylisted.get(address, 0):
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.script.witness()
        if self.script.answer_to_data:
            return self.script.answer_to_data
        is_held = self.script.holds_after == len(self.received)
        taken = Received(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content)
        breaks = self.script.drops == ("efter DATA", len(self.received))
        self.received.append(taken)
        if is_held:
            self.has_message.set()
            await asyncio.sleep(600)
        if breaks:
            await self._break(server)
        return "250 OK: taget"

    async def drop_in_data(self, server: SMTP) -> None:
        """Break the connection after the first line of a message, when the script says so."""
        if self.script.drops == ("i DATA", len(self.received)):
            await server.push("354 End data with <CR><LF>.<CR><LF>")
            await server._reader.readuntil(b"\r\n")
            await self._break(server)

    async def _drop(self, stage: str, server: Any) -> None:
        if self.script.drops == (stage, len(self.received)):
            await self._break(server)

    async def _break(self, server: Any) -> None:
        self.script.drops = None
        server.transport.abort()
        await asyncio.sleep(600)  # until the lost connection cancels this


def _decoded(text: str) -> str:
    return base64.b64decode(text, validate=True).decode()


class _Protocol(SMTP):
    line_length_limit = 12_288  # RFC 4954, 4: so long can a log-in be
    command_size_limits: ClassVar[dict[str, int]] = defaultdict(lambda: 12_288)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        script = self.event_handler.script
        if script.refuses_passwords and not arg.startswith(("XOAUTH2", "OAUTHBEARER")):
            await self.push(script.refuses_passwords)
            return
        await super().smtp_AUTH(arg)
        await self.event_handler._drop("efter AUTH", self)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        await self.event_handler.drop_in_data(self)
        await super().smtp_DATA(arg)


def _knows(server: Any, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:
    is_known = isinstance(login, LoginPassword) and login == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_known, handled=False)


@contextmanager
def serving(folder: Path, script: Script | None = None, encryption: str = "starttls") -> Iterator[MailServer]:
    """Run a server in a thread; ``encryption`` may be «ingen» too."""
    certificate, key = self_made(folder)
    server = MailServer(script or Script(), certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    loop = asyncio.new_event_loop()
    protocol = partial(
        _Protocol,
        server,
        hostname="prov.exempel.se",
        loop=loop,
        tls_context=context if encryption == "starttls" else None,
        require_starttls=True,
        authenticator=_knows,
        auth_require_tls=encryption == "starttls",
        data_size_limit=None,
    )

    def connection() -> SMTP:
        server.connections += 1
        return protocol(auth_exclude_mechanism=server.script.without_login)

    at = loop.run_until_complete(loop.create_server(connection, HOST, 0, ssl=context if encryption == "tls" else None))
    loop.set_exception_handler(lambda loop, context: None)  # connections that the script breaks
    server.port = at.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(at.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


def self_made(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for loopback that vouches for itself; return its file and its key's."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Provserver")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    certificate, secret = folder / "server.pem", folder / "nyckel.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return certificate, secret
