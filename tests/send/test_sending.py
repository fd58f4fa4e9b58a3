"""Sending, judged by what a real server on loopback received, and by the log."""

from __future__ import annotations

import smtplib
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from mail_server import HOST, PASSWORD, USER, MailServer, Script, self_made, serving

from naravard_docs.errors import ExitCode, SendingError
from naravard_docs.libraries.records import replace
from naravard_docs.send.event import Event
from naravard_docs.send.log import Log, read_log
from naravard_docs.send.login import PasswordLogin
from naravard_docs.send.message import Addressee, Message
from naravard_docs.send.run import Pause, SendContext, SendResult, send_all
from naravard_docs.send.server import Server

NOW = datetime(2021, 4, 26, 9, 15, tzinfo=UTC)
KEYS = ("umea", "storuman", "mala", "norsjo")
LETTER = "brev"


@dataclass
class Bench:
    """A server and a log, and what a run told and waited for."""

    server: MailServer
    path: Path
    settings: Server
    waited: list[float] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)

    def send(self, messages: Sequence[Message]) -> list[SendResult | Pause]:
        surroundings = SendContext(self.settings, lambda: NOW, self.waited.append, self.keep)
        return list(send_all(messages, LETTER, Log(self.path), surroundings))

    def keep(self, message: Message, data: bytes) -> str:
        """Keep a message, when nobody has got it yet."""
        assert all(received.data != data for received in self.server.received)
        self.kept.append(data)
        return f"mejl/{len(self.kept)}.eml {0:016x}"

    @property
    def log(self) -> Log:
        return read_log(self.path, self.path.read_text("utf-8"))

    @property
    def events(self) -> dict[str, list[str]]:
        """What the log says of each recipient, in order."""
        said: dict[str, list[str]] = {}
        for entry in self.log.entries:
            said.setdefault(entry.key, []).append(entry.event)
        return said

    def left(self) -> list[Message]:
        """Return the messages that a restart sends: those that the log has no last word about."""
        done = {key for key, entry in self.log.last(LETTER).items() if entry.event is Event.SENT or entry.is_uncertain}
        return [message for message in messages() if message.addressees[0].key not in done]


@pytest.fixture
def bench(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Bench]:
    """A server that follows the script that the test is given by ``scripted``."""
    encryption = getattr(request, "param", "starttls")
    with serving(tmp_path / "server", Script(), encryption) as server:
        settings = Server(
            HOST,
            server.port,
            encryption == "tls",
            PasswordLogin(USER, PASSWORD),
            server.certificate,
            pause_seconds=1.0,
            retries=2,
            retry_after_seconds=60,
        )
        yield Bench(server, tmp_path / "svar" / "brev.utskick.tsv", settings)


def address(key: str) -> str:
    return f"registrator@{key}.se"


def message(key: str, body: str = "Hej\r\n") -> Message:
    data = f"From: a@regionvasterbotten.se\r\nTo: {address(key)}\r\nSubject: Brev\r\n\r\n{body}"
    return Message("a@regionvasterbotten.se", (Addressee(key, key.title(), address(key)),), data.encode("ascii"))


def messages() -> list[Message]:
    return [message(key) for key in KEYS]


def joint() -> Message:
    return replace(message("alla"), addressees=tuple(Addressee(key, key.title(), address(key)) for key in KEYS))


@pytest.mark.parametrize("bench", ["starttls", "tls"], indirect=True)
def test_everyone_gets_one(bench: Bench) -> None:
    """Each message is received by its one recipient, whichever way the encryption begins, with a pause between."""
    bench.send(messages())
    assert [received.to for received in bench.server.received] == [(address(key),) for key in KEYS]
    assert bench.events == {key: ["påbörjat", "skickat"] for key in KEYS}
    assert bench.waited == [1.0, 1.0, 1.0]
    assert bench.server.connections == 1


def test_what_is_received_is_what_was_sent_with_date_and_id(bench: Bench) -> None:
    """The server has the message's own bytes below the date of sending and the id, which the log has too."""
    (sent,) = [message("umea")]
    bench.send([sent])
    (received,) = bench.server.received
    assert received.data.endswith(sent.data)
    assert parsedate_to_datetime(received.message["Date"]) == NOW
    assert received.message["Message-ID"] == sent.id == bench.log.entries[-1].message_id
    assert received.sender == "a@regionvasterbotten.se"


def test_lines_that_begin_with_a_dot_arrive(bench: Bench) -> None:
    """A line of one dot does not end the message, and no dot is lost (RFC 5321, 4.5.2)."""
    sent = message("umea", "rad\r\n.\r\n..\r\n.en\r\n\r\n.\r\nslut\r\n")
    bench.send([sent])
    assert bench.server.received[0].data.endswith(sent.data)


def test_the_log_has_it_before_the_server(bench: Bench) -> None:
    """When the server has been given a message the log says that it was begun, and not yet that it was sent."""
    seen: list[list[str]] = []
    bench.server.script.witness = lambda: seen.append(bench.events["umea"])
    bench.send([message("umea")])
    assert seen == [["påbörjat"]]
    assert bench.events["umea"] == ["påbörjat", "skickat"]


def test_one_is_refused_for_good(bench: Bench) -> None:
    """An address that the server refuses is asked for once and logged in the server's words; the others get theirs."""
    bench.server.script.refused = {address("mala"): "550 5.1.1 No such user"}
    results = bench.send(messages())
    assert bench.server.addresses == [address(key) for key in KEYS if key != "mala"]
    assert bench.server.asked[address("mala")] == 1
    assert bench.log.last(LETTER)["mala"].words == "550 5.1.1 No such user"
    assert [r.addressee.key for r in results if isinstance(r, SendResult) and r.event is Event.REFUSED] == ["mala"]


def test_greylisting_that_yields(bench: Bench) -> None:
    """One that is put off gets its message after a pause, on a connection of its own, and nobody gets two."""
    bench.server.script.greylisted = {address("storuman"): 1}
    results = bench.send(messages())
    assert sorted(bench.server.addresses) == sorted(map(address, KEYS))
    assert bench.events["storuman"] == ["påbörjat", "uppskjutet", "påbörjat", "skickat"]
    assert [r for r in results if isinstance(r, Pause)] == [Pause(60, 1)]
    assert bench.server.connections == 2


def test_greylisting_that_does_not_yield(bench: Bench) -> None:
    """One that is put off every time is tried a bounded number of times and left for the next run."""
    bench.server.script.greylisted = {address("storuman"): 99}
    bench.send(messages())
    assert bench.server.asked[address("storuman")] == 3
    assert bench.waited.count(60) == 2
    assert bench.log.last(LETTER)["storuman"].event is Event.DEFERRED
    assert [m.addressees[0].key for m in bench.left()] == ["storuman"]
    bench.server.script.greylisted = {}
    bench.send(bench.left())
    assert sorted(bench.server.addresses) == sorted(map(address, KEYS))


def test_a_joint_message_is_judged_by_recipient(bench: Bench) -> None:
    """In one message to all, one who is refused and one who is put off keep it from nobody else, nor repeat it."""
    bench.server.script.refused = {address("mala"): "550 okand"}
    bench.server.script.greylisted = {address("norsjo"): 1}
    bench.send([joint()])
    assert [received.to for received in bench.server.received] == [
        (address("umea"), address("storuman")),
        (address("norsjo"),),
    ]
    assert len({received.message["Message-ID"] for received in bench.server.received}) == 1


def test_a_copy_for_the_sender(bench: Bench) -> None:
    """The sender's own address gets each message that anyone gets, unseen; refused, it keeps nobody from theirs."""
    own = "jag@regionvasterbotten.se"
    bench.settings = replace(bench.settings, copy_to=own)
    bench.server.script.refused = {address("umea"): "550 okand"}
    bench.send(messages()[:2])
    bench.server.script.refused = {own: "550 okand"}
    bench.send(messages()[2:3])
    assert [received.to for received in bench.server.received] == [(address("storuman"), own), (address("mala"),)]
    assert all(own.encode() not in received.data for received in bench.server.received)
    assert set(bench.events) == {"umea", "storuman", "mala"}


@pytest.mark.parametrize(
    ("stage", "body"), [("vid MAIL", "Hej\r\n"), ("i DATA", "x" * 70 + "\r\n")], ids=["vid MAIL", "i DATA"]
)
def test_a_connection_lost_before_the_end_of_a_message(bench: Bench, stage: str, body: str) -> None:
    """Nothing of it was delivered, so a restart sends it and those that were left, each once."""
    bench.settings = replace(bench.settings, retries=0)
    bench.server.script.drops = (stage, 2)
    long = [message(key, body * (200_000 if key == "mala" else 1)) for key in KEYS]
    bench.send(long)
    assert bench.server.addresses == [address("umea"), address("storuman")]
    assert bench.events["mala"] == ["påbörjat", "avbrutet"]
    assert "norsjo" not in bench.events
    bench.send(bench.left())
    assert bench.server.addresses == [address(key) for key in KEYS]


def test_a_lost_connection_is_made_again(bench: Bench) -> None:
    """When retries are left, the run goes on with a new connection after a pause."""
    bench.server.script.drops = ("vid MAIL", 2)
    bench.send(messages())
    assert bench.server.addresses == [address(key) for key in KEYS]
    assert bench.waited.count(60) == 1


def test_a_connection_lost_before_the_answer(bench: Bench) -> None:
    """Nobody knows whether the message went: the run ends, and a restart sends the others and not that one."""
    bench.server.script.drops = ("efter DATA", 1)
    with pytest.raises(SendingError, match="innan servern svarat"):
        bench.send(messages())
    assert bench.server.addresses == [address("umea"), address("storuman")]
    assert bench.events["storuman"] == ["påbörjat", "osäkert"]
    assert [m.addressees[0].key for m in bench.left()] == ["mala", "norsjo"]
    bench.send(bench.left())
    assert bench.server.addresses == [address(key) for key in KEYS]


def test_taken_before_it_is_given(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that says yes where it should ask for the message has not got it, so it is not taken for sent."""
    command = smtplib.SMTP.docmd

    def hasty(smtp: smtplib.SMTP, cmd: str, args: str = "") -> tuple[int, bytes]:
        return (250, b"OK") if cmd == "DATA" else command(smtp, cmd, args)

    monkeypatch.setattr(smtplib.SMTP, "docmd", hasty)
    bench.send([message("umea")])
    assert bench.server.received == []
    assert bench.events == {"umea": ["påbörjat", "avbrutet"] * 3}


def test_the_whole_message_is_refused(bench: Bench) -> None:
    """What the server says to the message itself holds for everyone it was for."""
    bench.server.script.answer_to_data = "552 5.3.4 Message too big"
    bench.send([joint()])
    assert bench.server.received == []
    assert {entry.words for entry in bench.log.last(LETTER).values()} == {"552 5.3.4 Message too big"}
    assert bench.events["mala"] == ["påbörjat", "avvisat"]


def test_the_server_takes_nothing_from_this_sender(bench: Bench) -> None:
    """That is no fault of a recipient's: the run ends, and the recipients are still to get theirs."""
    bench.server.script.refused_sender = "553 5.7.1 Sender not owned by user"
    with pytest.raises(SendingError, match=r"553 5\.7\.1 Sender not owned by user"):
        bench.send(messages())
    assert bench.events == {"umea": ["påbörjat", "avbrutet"]}


@pytest.mark.parametrize("missing", ["PLAIN", "LOGIN"])
def test_a_password_with_swedish_letters(tmp_path: Path, missing: str) -> None:
    """It is taken as UTF-8, whichever way to log in the server knows."""
    assert not PASSWORD.isascii()
    with serving(tmp_path, Script(without_login=(missing,))) as server:
        settings = Server(HOST, server.port, False, PasswordLogin(USER, PASSWORD), server.certificate)
        Bench(server, tmp_path / "brev.utskick.tsv", settings).send([message("umea")])
        assert server.addresses == [address("umea")]


@pytest.mark.parametrize("bench", ["starttls", "tls"], indirect=True)
def test_a_wrong_password(bench: Bench) -> None:
    """The server's refusal is told with the user's name and not the password, and nothing is handed over or logged."""
    bench.settings = replace(bench.settings, login=PasswordLogin(USER, "gissning"))
    with pytest.raises(SendingError, match=r"godtar inte användaren anna med lösenordet; den svarade: 535") as caught:
        bench.send(messages())
    assert caught.value.exit_code is ExitCode.SERVER
    assert "gissning" not in caught.value.message
    assert not bench.path.exists()


@pytest.mark.parametrize("bench", ["starttls", "tls"], indirect=True)
@pytest.mark.parametrize("trusted", ["ingen", "en annan"])
def test_a_certificate_that_is_not_trusted(bench: Bench, tmp_path: Path, trusted: str) -> None:
    """A certificate that neither the machine nor the user's own file vouches for ends it before anything is said."""
    other = self_made(tmp_path / "annan")[0] if trusted == "en annan" else None
    bench.settings = replace(bench.settings, ca_file=other)
    with pytest.raises(SendingError, match=r"certifikat som inte är betrott \(servern har utfärdat det själv\)"):
        bench.send(messages())
    assert bench.server.received == []


def test_a_certificate_of_another_name(bench: Bench) -> None:
    """A trusted certificate for another server's name is not enough."""
    bench.settings = replace(bench.settings, host="localhost")
    with pytest.raises(SendingError, match=r"inte är betrott \(det gäller ett annat servernamn\)"):
        bench.send(messages())


@pytest.mark.parametrize("bench", ["ingen"], indirect=True)
@pytest.mark.parametrize("is_tls_at_once", [False, True])
def test_a_server_without_encryption(bench: Bench, is_tls_at_once: bool) -> None:
    """Nothing is sent in the clear, neither password nor message."""
    bench.settings = replace(bench.settings, is_tls_at_once=is_tls_at_once)
    with pytest.raises(SendingError, match="krypter"):
        bench.send(messages())
    assert bench.server.received == []
    assert not bench.server.asked


def test_nobody_answers(bench: Bench) -> None:
    """A port where no server listens is told, with what to look at."""
    with socket.socket() as unused:
        unused.bind((HOST, 0))
        bench.settings = replace(bench.settings, port=unused.getsockname()[1])
        with pytest.raises(SendingError, match=r"svarar inte \(ingen tar emot på den porten\)") as caught:
            bench.send(messages())
    assert "«port»" in caught.value.remedy


def test_the_id_is_of_the_content(bench: Bench) -> None:
    """The same message has the same id, another has another, and the domain is the sender's as servers write it."""
    assert message("umea").id == message("umea").id
    assert len({message("umea").id, message("umea", "Hej!\r\n").id, message("mala").id}) == 3
    assert replace(message("umea"), sender="a@åsele.se").id.endswith("@xn--sele-poa.se>")
