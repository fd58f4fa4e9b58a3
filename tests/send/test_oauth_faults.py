"""What can go wrong when nobody has a password: each fault is told, nothing is sent twice, and no token is shown."""

from __future__ import annotations

import sys
import webbrowser

import pytest
from identity_provider import SECRET_MARK
from keyring.errors import KeyringLocked, NoKeyringError
from oauth_office import PASSWORDS_OFF, Setup
from office import ASELE, MALA, UMEA

from naravard_docs.errors import ExitCode
from naravard_docs.send import identity

pytestmark = pytest.mark.slow

REFUSALS = [
    (
        "upptäckt",
        400,
        {"error": "invalid_tenant", "error_description": "AADSTS90002: Tenant 'x' not found."},
        "katalog_id",
    ),
    ("byte", 400, {"error": "unauthorized_client", "error_description": "AADSTS700016: not found"}, "program_id"),
    ("byte", 401, {"error": "invalid_client", "error_description": "AADSTS7000218: secret"}, "offentliga klientflöden"),
    ("byte", 400, {"error": "invalid_grant", "error_description": "AADSTS65001: consent"}, "administratörsmedgivande"),
    ("byte", 400, {"error": "invalid_grant", "error_description": "AADSTS53003: blocked"}, "villkorsstyrd åtkomst"),
    ("byte", 400, {"error": "something_new", "error_description": f"refresh-{SECRET_MARK}"}, "(something_new)"),
    ("byte", 400, {"error": f"refresh-{SECRET_MARK}"}, "inte går att förstå"),
    ("byte", 500, {"error": SECRET_MARK}, "har ett fel just nu (500)"),
    ("byte", 200, f"<html>{SECRET_MARK}", "inte går att förstå"),
    ("byte", 200, ["lista", SECRET_MARK], "inte går att förstå"),
    ("byte", 200, {"access_token": SECRET_MARK}, "ingen inloggning som varar"),
    ("byte", 200, {"access_token": "x", "id_token": f"{SECRET_MARK}.x.x"}, "inte går att förstå"),
    ("byte", 200, "x" * 200_000, "svarar inte"),
    ("byte", 302, {"error": "elsewhere"}, "(elsewhere)"),
    ("upptäckt", 404, "not found", "är ingen inloggningstjänst"),
    ("upptäckt", 200, f"{SECRET_MARK}", "inte går att förstå"),
    ("upptäckt", 200, {"issuer": "https://x.se"}, "inte går att förstå"),
]


@pytest.mark.parametrize(("step", "status", "told", "said"), REFUSALS)
def test_a_log_in_that_is_refused(oauth: Setup, step: str, status: int, told: object, said: str) -> None:
    """What it means is said in Swedish with the code and what to do; none of the provider's own words are shown."""
    oauth.provider.plan.errors[step] = (status, told)
    answer = oauth.log_in()
    assert answer.code == ExitCode.SERVER
    assert said in answer.err
    assert "tips:" in answer.err
    assert oauth.ring.entries == {}
    del oauth.provider.plan.errors[step]
    assert oauth.log_in().code == ExitCode.DONE


@pytest.mark.parametrize("step", ["upptäckt", "byte", "begäran", "kod"])
def test_a_connection_lost_while_logging_in(oauth: Setup, step: str) -> None:
    """Each step can be where the network breaks; it is told, and another try is a whole one."""
    oauth.provider.plan.drops = {step}
    more = ["--med-kod"] if step in ("begäran", "kod") else []
    answer = oauth.log_in(*more)
    assert answer.code == ExitCode.SERVER
    assert "svarar inte" in answer.err
    assert oauth.ring.entries == {}
    oauth.provider.plan.drops = set()
    assert oauth.log_in(*more).code == ExitCode.DONE


@pytest.mark.parametrize("step", ["upptäckt", "förnyelse"])
def test_a_connection_lost_while_renewing(oauth: Setup, step: str) -> None:
    """Nothing is handed over, the log-in is kept, and the next run sends."""
    oauth.log_in()
    oauth.provider.plan.drops = {step}
    answer = oauth.send("--skicka")
    assert answer.code == ExitCode.SERVER
    assert "inloggningstjänsten 127.0.0.1 svarar inte (" in answer.err
    assert oauth.office.server.received == []
    oauth.provider.plan.drops = set()
    oauth.send("--skicka")
    assert oauth.send("--fortsätt").code == ExitCode.DONE
    assert sorted(oauth.office.server.addresses) == sorted([UMEA, MALA, ASELE])


@pytest.mark.parametrize("stage", ["vid EHLO", "vid AUTH", "efter AUTH", "vid MAIL", "i DATA", "efter DATA"])
@pytest.mark.parametrize("taken", [0, 1])
def test_a_connection_lost_while_sending(oauth: Setup, stage: str, taken: int) -> None:
    """Whatever is done after it, nobody gets the letter twice, and what nobody knows is told."""
    oauth.log_in()
    oauth.office.server.script.drops = (stage, taken)
    for word in ("--skicka", "--skicka", "--fortsätt", "--fortsätt", "--fortsätt"):
        oauth.send(word)
    got = oauth.office.server.addresses
    last = dict(oauth.office.log)
    assert len(got) == len(set(got))
    assert set(last.values()) <= {"skickat", "osäkert"}
    assert len(got) + list(last.values()).count("osäkert") >= len(last) == 3


def test_no_browser_opens(oauth: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address is shown, to be opened by hand."""
    oauth.browser.opens = False
    original = oauth.browser.open

    def opened(address: str, *_: object) -> bool:
        original(address)
        oauth.browser.opens, oauth.browser.opened = True, []
        original(address)
        return False

    monkeypatch.setattr(webbrowser, "open", opened)
    answer = oauth.log_in()
    assert answer.code == ExitCode.DONE
    assert "ingen webbläsare öppnades" in answer.err
    assert f"https://127.0.0.1:{oauth.provider.port}/authorize?" in answer.err


def test_nobody_logs_in(oauth: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while it is given up, and the other way is named."""
    monkeypatch.setattr(identity, "BROWSER_SECONDS", 1)
    oauth.browser.never_returns = True
    answer = oauth.log_in()
    assert answer.code == ExitCode.SERVER
    assert "ingen inloggning kom från webbläsaren" in answer.err
    assert "--med-kod" in answer.err
    assert "Traceback" not in answer.err


def test_a_log_in_that_is_declined_in_the_browser(oauth: Setup) -> None:
    """The page says so too, in Swedish."""

    def declined(query: dict[str, str]) -> tuple[int, object]:
        return 200, {"error": "access_denied", "error_description": "AADSTS65004: declined", "state": query["state"]}

    oauth.provider.authorize = declined  # type: ignore[method-assign]
    answer = oauth.log_in()
    assert answer.code == ExitCode.SERVER
    assert "avbröts eller nekades" in answer.err
    assert "Det gick inte" in oauth.browser.pages[0]


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (NoKeyringError("x"), "datorn har ingen nyckelring"),
        (KeyringLocked("x"), "nyckelring är låst"),
        (OSError(1783, SECRET_MARK), "nyckelring går inte att öppna (OSError)"),
    ],
)
def test_a_key_ring_that_does_not_open(oauth: Setup, trouble: Exception, said: str) -> None:
    """It is found before anyone logs in, and told without what was to be put there."""
    oauth.ring.trouble = trouble
    for answer in (oauth.log_in(), oauth.send("--skicka")):
        assert answer.code == ExitCode.SERVER
        assert said in answer.err
    assert oauth.browser.opened == []


def test_a_key_ring_that_has_half(oauth: Setup) -> None:
    """A log-in of which only a part was written is none."""
    oauth.log_in()
    assert len(oauth.ring.entries) > 2
    del oauth.ring.entries[sorted(oauth.ring.entries)[-1]]
    assert "är inte inloggad" in oauth.send("--skicka").err


@pytest.mark.parametrize("library", ["msal", "keyring"])
def test_without_the_extra(oauth: Setup, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """It is told how to install it; drafts need nothing of it."""
    for name in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    answer = oauth.log_in()
    assert answer.code == ExitCode.SERVER
    assert "pip install" in answer.err
    assert oauth.office.dispatch().code == ExitCode.DONE


ANSWERS = [
    (PASSWORDS_OFF, "avstängt för din brevlåda", "Set-CASMailbox"),
    (
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit "
        "https://aka.ms/smtp_auth_disabled for more information.",
        "avstängt i hela organisationen",
        "Set-CASMailbox",
    ),
    (
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.",
        "avstängt för din brevlåda",
        "Set-CASMailbox",
    ),
    (
        "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated.",
        "regler för inloggning",
        "inloggningsloggar",
    ),
    ("535 5.7.3 Authentication unsuccessful {token}", "godtar inte inloggningen", "SMTP.Send"),
    ("454 4.7.0 Temporary authentication failure", "kan inte pröva inloggningen just nu", "om en stund"),
]


@pytest.mark.parametrize(("words", "said", "remedy"), ANSWERS)
def test_a_mail_server_that_does_not_let_in(oauth: Setup, words: str, said: str, remedy: str) -> None:
    """It is said what the answer means, what the IT department has to do, and that drafts are there."""
    oauth.log_in()
    oauth.office.server.script.takes_token = lambda user, token: False
    oauth.office.server.script.refuses_token = words
    for answer in (oauth.send("--skicka"), oauth.run("konto")):
        assert answer.code == ExitCode.SERVER
        assert said in answer.err
        assert remedy in answer.err
        assert words[:9] in answer.err
        assert words.startswith("4") or "mejlutkasten (.eml)" in answer.err
    assert oauth.office.server.received == []


@pytest.mark.parametrize("width", [12, 20, 76, 9_000])
@pytest.mark.parametrize("without", ["XOAUTH2", "OAUTHBEARER"])
def test_a_mail_server_that_repeats_the_log_in(oauth: Setup, without: str, width: int) -> None:
    """Nothing of it is shown, neither the token nor what was sent, however it is broken into pieces."""
    oauth.log_in()
    script = oauth.office.server.script
    script.without_login = (without,)
    script.takes_token = lambda user, token: False
    script.refuses_token = f"535 5.7.8 nej {{token}} {{sent:{width}}}"
    answer = oauth.send("--skicka")
    assert "535 5.7.8 nej" in answer.err
    shown = answer.err.split("nej", 1)[1].split("\n")[0]
    assert "xxx" not in shown
    assert "eHh4" not in shown, "the token ends in many x"


OTHERS = [
    "550 5.1.1 <kommunstyrelsen@mala.se>: Recipient address rejected: User unknown by mx1.mala.se[185.7.30.4]",
    "550 5.1.1 host mx.mala.se said: 550 5.7.501 Access denied, conditional access list (in reply to RCPT TO command)",
    "550 5.7.1 SmtpClientAuthentication is disabled, did not meet the criteria, basic authentication is disabled",
]


@pytest.mark.parametrize("words", OTHERS)
def test_a_recipient_that_is_refused(oauth: Setup, words: str) -> None:
    """What is about a recipient, or quoted from another server, stops nobody else's letter."""
    oauth.log_in()
    oauth.office.server.script.refused = {MALA: words}
    oauth.send("--skicka")
    assert oauth.send("--fortsätt").code == ExitCode.CORRECTION
    assert dict(oauth.office.log) == {"umea": "skickat", "mala": "avvisat", "asele": "skickat"}


SENDERS = [
    "553 5.7.1 <samverkan@regionen.se>: Sender address rejected: not owned by user anna@regionen.se",
    "554 5.7.1 <umea.kommun@umea.se>: Relay access denied",
    "554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; WASCL UserAction verdict is not None",
    "550 5.1.90 Your message can't be sent because you've reached your daily limit",
    "550 5.7.60 SMTP; Client does not have permissions to send as this sender",
    "550 5.7.30 Basic authentication is not supported for Client Submission.",
]


@pytest.mark.parametrize("words", SENDERS)
def test_a_sender_that_is_refused_at_the_first_recipient(oauth: Setup, words: str) -> None:
    """It is the account's fault, so nobody counts as refused, and all get the letter when it is mended."""
    oauth.log_in()
    oauth.office.server.script.refused = {UMEA: words}
    assert oauth.send("--skicka").code == ExitCode.SERVER
    assert oauth.office.log == [("umea", "påbörjat"), ("umea", "avbrutet")]
    oauth.office.server.script.refused = {}
    oauth.send("--skicka")
    oauth.send("--fortsätt")
    assert sorted(oauth.office.server.addresses) == sorted([UMEA, MALA, ASELE])


@pytest.mark.parametrize(
    "answer_to_data",
    [
        "554 5.2.252 SendAsDenied; anna@regionen.se not allowed to send as x@y.se",
        "550 5.7.60 Client does not have permissions",
    ],
)
def test_no_right_to_send_as(oauth: Setup, answer_to_data: str) -> None:
    """It is the sender that is refused and not the recipients, who get the letter when the right is there."""
    oauth.log_in()
    oauth.office.server.script.answer_to_data = answer_to_data
    answer = oauth.send("--skicka")
    assert answer.code == ExitCode.SERVER
    assert "kontot har inte rätt att skicka som avsändaren" in answer.err
    assert "Skicka som (Send As)" in answer.err
    assert oauth.office.log == [("umea", "påbörjat"), ("umea", "avbrutet")]
    oauth.office.server.script.answer_to_data = ""
    assert oauth.send("--skicka").code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA]


def test_passwords_that_are_switched_off(oauth: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """One who still has a password is told what to change to."""
    monkeypatch.setenv("NARAVARD_SMTP_PASSWORD", "hemligt")
    oauth.office.account.write_text(oauth.office.server.account(), encoding="utf-8")
    answer = oauth.send("--skicka")
    assert answer.code == ExitCode.SERVER
    assert "tar inte längre emot lösenord" in answer.err
    assert "inloggning: microsoft" in answer.err


def test_any_provider(oauth: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is not Microsoft's is named by its address; it must say that it is that one."""
    own = {"inloggning": "openid", "katalog_id": None, "behörigheter": "[smtp.send, mejl]"}
    monkeypatch.setenv("NARAVARD_CLIENT_SECRET", "programmets")
    oauth.write_account(**own)
    assert oauth.log_in().code == ExitCode.DONE
    assert oauth.send("--skicka").code == ExitCode.DONE
    oauth.provider.plan.discovery = {"issuer": "https://id.annan.se"}
    answer = oauth.log_in()
    assert answer.code == ExitCode.SERVER
    assert "en annan inloggningstjänst" in answer.err
    oauth.provider.plan.discovery = {"token_endpoint": "http://127.0.0.1/token"}
    assert oauth.log_in().code == ExitCode.SERVER


def test_a_provider_that_is_not_trusted(oauth: Setup) -> None:
    """Without the organisation's certificate nothing is said to it."""
    oauth.write_account(certifikat=None)
    answer = oauth.log_in()
    assert answer.code == ExitCode.SERVER
    assert "certifikat som inte är betrott" in answer.err
    assert not oauth.provider.asked
