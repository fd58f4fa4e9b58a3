"""Sending without a password: the whole loop against a provider and a mail server on loopback."""

from __future__ import annotations

import time

import pytest
from identity_provider import TENANT, USER
from oauth_office import SHARED, Setup
from office import ASELE, LOG, MALA, UMEA

from naravard_docs.errors import ExitCode

pytestmark = pytest.mark.slow


def test_the_whole_loop(oauth: Setup) -> None:
    """Log-in, the first letter, the rest, and the reminders: each once, with no password and no more log-ins."""
    answer = oauth.log_in()
    assert answer.code == ExitCode.DONE
    assert f"släpper in {USER}; inget skickades" in answer.err
    assert "Du är inloggad" in oauth.browser.pages[0]
    assert oauth.send("--skicka").code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA]
    assert oauth.send("--fortsätt").code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA, MALA, ASELE]
    oauth.office.is_day(2021, 12, 20)
    for word in ("--skicka", "--fortsätt"):
        answer = oauth.office.remind(word)
        oauth.told += [answer.out, answer.err]
        assert answer.code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA, MALA, ASELE] * 2
    assert len(oauth.browser.opened) == 1
    assert set(oauth.office.server.script.logged_in) == {USER}


@pytest.mark.parametrize("without", [("XOAUTH2",), ("OAUTHBEARER",)])
def test_either_way_to_show_a_token(oauth: Setup, without: tuple[str, ...]) -> None:
    """A server that has only one of them gets that one."""
    with_one = oauth.office.server.script
    with_one.without_login = without  # type: ignore[misc]
    oauth.log_in()
    assert oauth.send("--skicka").code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA]


def test_a_shared_mailbox(oauth: Setup) -> None:
    """It is who the mail is from; the log-in stays one's own, and answers go to whom the letter names."""
    oauth.write_account(brevlåda=SHARED)
    oauth.log_in()
    answer = oauth.send("--skicka")
    assert f"Från: Katarina A Lindahl <{SHARED}>" in answer.out
    assert "Svar till: Katarina A Lindahl <katarina.a.lindahl@regionvasterbotten.se>" in answer.out
    (received,) = oauth.office.server.received
    assert received.sender == SHARED
    assert received.message["From"] == f"Katarina A Lindahl <{SHARED}>"
    assert received.message["Reply-To"] == "Katarina A Lindahl <katarina.a.lindahl@regionvasterbotten.se>"
    assert set(oauth.office.server.script.logged_in) == {USER}
    assert oauth.send("--fortsätt").code == ExitCode.DONE, "a mailbox is no change of the letter"
    oauth.write_account()
    assert oauth.send("--fortsätt").code == ExitCode.DONE
    assert len(oauth.office.server.addresses) == 3


def test_the_code_on_another_page(oauth: Setup) -> None:
    """The code and the page are told, and the provider is asked until the user has typed it."""
    answer = oauth.log_in("--med-kod")
    assert answer.code == ExitCode.DONE
    assert "skriv koden ABCD-EFGH" in answer.err
    assert oauth.browser.opened == []
    assert oauth.send("--skicka").code == ExitCode.DONE


def test_nothing_goes_without_a_log_in(oauth: Setup) -> None:
    """What to run is told, and no browser opens in the midst of a dispatch."""
    answer = oauth.send("--skicka")
    assert answer.code == ExitCode.SERVER
    assert f"{USER} är inte inloggad" in answer.err
    assert "naravard konto --logga-in" in answer.err
    assert oauth.browser.opened == []
    assert oauth.office.server.connections == 0
    assert not (oauth.office.root / LOG).exists()


def test_a_log_in_that_is_forgotten(oauth: Setup) -> None:
    """Nothing is left in the key ring."""
    oauth.log_in()
    assert oauth.ring.entries
    assert "glömd" in oauth.run("konto", "--logga-ut").err
    assert oauth.ring.entries == {}
    assert "ingen inloggning" in oauth.run("konto", "--logga-ut").err


@pytest.mark.parametrize("seconds", [60, "60", "snart", None, 0])
def test_a_token_that_lasts_no_time(oauth: Setup, seconds: object) -> None:
    """It is renewed for each connection, without a word."""
    oauth.provider.plan.seconds = seconds
    oauth.log_in()
    assert oauth.send("--skicka").code == ExitCode.DONE
    assert oauth.send("--fortsätt").code == ExitCode.DONE
    assert len(oauth.office.server.addresses) == 3
    assert len(oauth.browser.opened) == 1


def test_a_token_that_the_server_takes_no_more(oauth: Setup) -> None:
    """Clocks that differ, or a token that was revoked alone: it is renewed once, and the letter goes."""
    oauth.log_in()
    oauth.provider.plan.rotates = False
    answers = iter([False, True])
    oauth.office.server.script.takes_token = lambda user, token: next(answers) and oauth.provider.takes(user, token)
    assert oauth.send("--skicka").code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA]


@pytest.mark.parametrize("jump", [-3 * 365 * 86_400, 3 * 365 * 86_400])
def test_a_clock_that_is_wrong(oauth: Setup, monkeypatch: pytest.MonkeyPatch, jump: int) -> None:
    """The machine's clock plays no part, neither at the log-in nor later."""

    real = time.time
    oauth.log_in()
    monkeypatch.setattr(time, "time", lambda: real() + jump)
    assert oauth.send("--skicka").code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA]


def test_a_log_in_that_was_revoked(oauth: Setup) -> None:
    """It is told as such, with how to renew it, and after that everything goes, once."""
    oauth.log_in()
    oauth.send("--skicka")
    oauth.provider.revoke()
    answer = oauth.send("--fortsätt")
    assert answer.code == ExitCode.SERVER
    assert "inloggningen har gått ut eller återkallats (AADSTS50173)" in answer.err
    assert "naravard konto --logga-in" in answer.err
    assert oauth.office.server.addresses == [UMEA]
    oauth.log_in()
    assert oauth.send("--fortsätt").code == ExitCode.DONE
    assert oauth.office.server.addresses == [UMEA, MALA, ASELE]


def test_a_log_in_of_another_organisation(oauth: Setup) -> None:
    """A token of another tenant or user is not taken, and not kept."""
    oauth.provider.plan.claims = {"tid": "99999999-9999-4999-8999-999999999999"}
    answer = oauth.log_in()
    assert answer.code == ExitCode.SERVER
    assert "en annan organisation (99999999-" in answer.err
    oauth.provider.plan.claims = {"preferred_username": "eva@kommunen.se"}
    answer = oauth.log_in()
    assert "inloggningen gäller eva@kommunen.se, men «användare» är anna@regionen.se" in answer.err
    assert oauth.ring.entries == {}
    assert oauth.office.server.connections == 0


@pytest.mark.parametrize(
    ("more", "place", "said"),
    [
        ({"katalog_id": None}, ":9:", "Nyckeln «katalog_id» saknas"),
        ({"program_id": "naravard"}, ":11:", "«program_id» är inget id"),
        ({"katalog_id": "common"}, ":10:", "«katalog_id» är varken"),
        ({"inloggning": "lösenord"}, ":10:", "har ingen verkan"),
        ({"inloggning": "openid"}, ":9:", "«behörigheter» saknas"),
        ({"utfärdare": "http://id.se"}, ":12:", "ingen säker webbadress"),
        ({"inloggning": "google"}, ":9:", "inget av de ord"),
        ({"användare": "anna"}, ":4:", "«användare» är ingen e-postadress"),
        ({"refresh_token": "x"}, ":13:", "sparas inte i klartext"),
    ],
)
def test_an_account_that_does_not_hang_together(oauth: Setup, more: dict[str, object], place: str, said: str) -> None:
    """Each fault has its place and what to do."""
    oauth.write_account(**more)
    answer = oauth.run("konto")
    assert answer.code == ExitCode.CORRECTION
    assert said in answer.err
    assert place in answer.err
    assert "tips:" in answer.err


def test_what_is_set_up_is_told(oauth: Setup) -> None:
    """Server, user, way to log in, mailbox and copies; and that nothing was sent."""
    oauth.write_account(brevlåda=SHARED, kopia_till="anna@regionen.se")
    answer = oauth.run("konto")
    assert answer.code == ExitCode.SERVER
    assert "inte inloggad" in answer.err
    for words in (
        f"127.0.0.1:{oauth.office.server.port} (starttls)",
        "Microsoft, utan lösenord",
        SHARED,
        USER,
        TENANT,
    ):
        assert words in answer.err
    assert oauth.office.server.received == []


@pytest.mark.parametrize("words", [["--med-kod"], ["--logga-in", "--logga-ut"]])
def test_flags_that_do_not_go_together(oauth: Setup, words: list[str]) -> None:
    """They are refused before anything is asked."""
    assert oauth.run("konto", *words).code == ExitCode.USAGE
