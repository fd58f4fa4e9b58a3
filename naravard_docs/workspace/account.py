"""The user's own file about their mail server, outside every workspace and without the password."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from naravard_docs.errors import FileAccessError, InvalidInputError, Place, Problem, WrongUsageError
from naravard_docs.limits import LIMITS
from naravard_docs.meeting.domain_names import is_domain
from naravard_docs.meeting.values import EmailAddress, Line, OneOrMore, Record, one_of
from naravard_docs.swedish import fold
from naravard_docs.workspace.file_names import as_on_disk, path_on_disk
from naravard_docs.workspace.folders import is_there, real_path
from naravard_docs.yaml.keys import as_written
from naravard_docs.yaml.text import read_text_file
from naravard_docs.yaml.tree import SourceFile, read_tree
from naravard_docs.yaml.validate import validate_file

FILE = "post.yaml"
VARIABLE = "NARAVARD_POST"
PASSWORD_VARIABLES = ("NARAVARD_SMTP_LÖSENORD", "NARAVARD_SMTP_PASSWORD")
_SECRET_KEY = re.compile(
    r"""(?:^|[\s{,"'])([\w-]*(?:losenord|losen|password|passwd|pwd|pass|hemlighet|secret|token))["']?\s*:"""
)
SECRET_VARIABLES = ("NARAVARD_PROGRAMHEMLIGHET", "NARAVARD_CLIENT_SECRET")


class Encryption(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"


class LoginKind(StrEnum):
    """How the user logs in: with a password, or in the browser with Microsoft or any provider of OpenID Connect."""

    PASSWORD = "lösenord"  # noqa: S105
    MICROSOFT = "microsoft"
    OPENID = "openid"


_USUAL_PORT = {Encryption.STARTTLS: 587, Encryption.TLS: 465}


def _host(value: object) -> object:
    is_name = isinstance(value, str) and value.replace(".", "").replace("-", "").isalnum() and is_domain(value)
    if isinstance(value, str) and not is_name:
        raise PydanticCustomError("host_malformed", "not a host")
    return value


class Account(Record):
    """A mail server that the user may send through."""

    server: Annotated[Line, BeforeValidator(_host)] = Field(alias="server", description="Mejlserverns namn.")
    encryption: Annotated[Encryption, one_of(Encryption)] = Field(
        alias="kryptering", description="starttls (oftast port 587) eller tls (oftast port 465)."
    )
    given_port: Annotated[int, Field(ge=1, le=65535)] | None = Field(None, alias="port", description="Serverns port.")
    user: Line | None = Field(None, alias="användare", description="Användaren som loggar in.")
    login: Annotated[LoginKind, one_of(LoginKind)] = Field(
        LoginKind.PASSWORD, alias="inloggning", description="lösenord (förval), microsoft eller openid."
    )
    tenant: Line | None = Field(None, alias="katalog_id", description="Microsofts id för organisationen.")
    client_id: Line | None = Field(None, alias="program_id", description="Id för programmets registrering.")
    issuer: Line | None = Field(None, alias="utfärdare", description="Inloggningstjänstens adress, vid openid.")
    scopes: Annotated[tuple[Line, ...], OneOrMore] = Field(
        (), alias="behörigheter", description="Vad programmet ber att få göra, vid openid."
    )
    mailbox: EmailAddress | None = Field(
        None, alias="brevlåda", description="Delad brevlåda som mejlen skickas från, om den är en annan än «svar_till»."
    )
    certificate: Line | None = Field(
        None, alias="certifikat", description="Organisationens eget rotcertifikat (PEM), om servern har ett sådant."
    )
    copy_to: EmailAddress | None = Field(
        None, alias="kopia_till", description="Adress som får en dold kopia av varje mejl, till exempel din egen."
    )
    pause_seconds: Annotated[float, Field(ge=0, le=600)] = Field(
        1.0, alias="paus_sekunder", description="Paus mellan två mejl."
    )
    retries: Annotated[int, Field(ge=0, le=10)] = Field(
        3, alias="omförsök", description="Hur många gånger det som servern skjuter upp försöks igen."
    )
    retry_after_seconds: Annotated[float, Field(ge=0, le=3600)] = Field(
        120.0, alias="omförsök_efter_sekunder", description="Väntan före varje nytt försök."
    )

    @property
    def provider(self) -> str:
        """The address of the identity provider; Microsoft's has one for each organisation."""
        return self.issuer or f"https://login.microsoftonline.com/{self.tenant}/v2.0"

    @property
    def permissions(self) -> tuple[str, ...]:
        """What the program asks to be allowed; Exchange Online's permission to send as the user, if nothing is said."""
        return self.scopes or ("https://outlook.office.com/SMTP.Send",)

    @property
    def port(self) -> int:
        return self.given_port or _USUAL_PORT[self.encryption]


def account_file(named: str | None) -> Path:
    """Return the file that the variable names, else the one in the user's own folder for settings."""
    if named:
        return as_on_disk(Path(named))
    from platformdirs import user_config_path

    return user_config_path("naravard_docs", appauthor=False) / FILE


def read_account(path: Path, workspace_root: Path | None) -> Account:
    """Read the file.

    Raises:
        WrongUsageError: if it lies in the workspace, which others read.
        FileAccessError: if it is missing or cannot be read.
        InvalidInputError: with everything in it that is wrong, and before all else a password.
    """
    is_shared = workspace_root is not None and real_path(path).is_relative_to(real_path(workspace_root))
    if is_shared and path != account_file(None):
        raise WrongUsageError(
            f"{path} ligger i arbetsytan, som delas med andra; där ska inget om din mejlserver stå",
            f"flytta filen till mappen {account_file(None).parent}",
        )
    if not is_there(path):
        raise FileAccessError(
            f"{path} finns inte, så programmet vet inte vilken mejlserver det ska skicka genom",
            "skriv filen med «server: …», «kryptering: starttls», «inloggning: microsoft» och mer, så som handbokens "
            "sida Mejlkonto visar",
        )
    text = read_text_file(path, LIMITS.account_mb)
    if secrets := tuple(_secrets(text, path)):
        raise InvalidInputError(secrets)
    source = read_tree(text, path, if_empty="skriv nycklarna så som handbokens sida Mejlkonto visar")
    account = validate_file(Account, source)
    if unfit := tuple(_login_problems(account, source)):
        raise InvalidInputError(unfit)
    _refuse_missing_certificate(account, path, source)
    return account


def certificate_file(account: Account, path: Path) -> Path | None:
    """Return the certificate's path, which is counted from the file's own folder."""
    return path_on_disk(real_path(path).parent, account.certificate) if account.certificate else None


def _secrets(text: str, path: Path) -> Iterator[Problem]:
    """Yield passwords, in a file that need not be YAML; their lines are not shown, since what is shown gets copied."""
    for number, line in enumerate(text.split("\n"), 1):
        for found in _SECRET_KEY.finditer(fold(line.split("#", 1)[0])):
            key = line[found.start(1) : found.end(1)]
            place = Place(path, number, found.start(1) + 1)
            needs_none = re.search(r"(?m)^\s*(inloggning|login)\s*:\s*[\"']?(microsoft|openid)", text) is not None
            remedy = _without(key, needs_none)
            yield Problem(f"«{key}» ska inte stå i filen: lösenord sparas inte i klartext", remedy, place)


def _without(key: str, needs_none: bool) -> str:
    """Return what to do about a secret that stands in the file, which may be one of a log-in that needs none."""
    is_program = "hemlighet" in key.casefold() or "secret" in key.casefold()
    if "token" in key.casefold() or (needs_none and not is_program):
        return (
            "ta bort raden, och byt det som stod där om andra kan ha läst det; inloggningen sparas i datorns "
            "nyckelring när du kör «naravard konto --logga-in»"
        )
    variable = SECRET_VARIABLES[0] if is_program else PASSWORD_VARIABLES[1]
    return (
        f"ta bort raden, och byt lösenordet om andra kan ha läst den; ge det i {variable} eller spara det i datorns "
        "nyckelring"
    )


_NEEDED = {
    LoginKind.PASSWORD: (),
    LoginKind.MICROSOFT: ("user", "tenant", "client_id"),
    LoginKind.OPENID: ("user", "issuer", "client_id", "scopes"),
}
_OF_PROVIDERS = ("tenant", "client_id", "issuer", "scopes")
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+")
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _login_problems(account: Account, source: SourceFile) -> Iterator[Problem]:
    """Yield what the chosen way to log in lacks, has in vain, or has in another form than it can be."""

    def place(field: str) -> Place:
        return source.place_of(as_written(Account, (_key(field),), source.root))

    needed = _NEEDED[account.login]
    for field in needed:
        if not getattr(account, field):
            message = f"Nyckeln «{_key(field)}» saknas, och «inloggning: {account.login}» behöver den"
            yield Problem(message, f"lägg till «{_key(field)}:»; se handbokens sida «Mejlkonto»", place("login"))
    for field in _OF_PROVIDERS:
        if account.login is LoginKind.PASSWORD and getattr(account, field):
            message = f"«{_key(field)}» har ingen verkan när man loggar in med lösenord"
            yield Problem(message, "lägg till «inloggning: microsoft», eller ta bort raden", place(field))
    if account.login is LoginKind.MICROSOFT and account.user and not _ADDRESS.fullmatch(account.user):
        yield Problem("«användare» är ingen e-postadress", "skriv kontot, till exempel anna@regionen.se", place("user"))
    if account.login is LoginKind.MICROSOFT:
        yield from _microsoft_problems(account, place)
    if account.issuer and not _is_web_address(account.issuer):
        message, remedy = (
            "«utfärdare» är ingen säker webbadress",
            "skriv till exempel https://id.kommunen.se/realms/personal",
        )
        yield Problem(message, remedy, place("issuer"))


def _microsoft_problems(account: Account, place: Callable[[str], Place]) -> Iterator[Problem]:
    if account.client_id and not _GUID.fullmatch(account.client_id):
        remedy = (
            "skriv Program-ID (klient) från programmets översikt i Entra: 32 siffror och bokstäver a–f, med bindestreck"
        )
        yield Problem("«program_id» är inget id för ett program", remedy, place("client_id"))
    tenant = account.tenant
    if tenant and not (_GUID.fullmatch(tenant) or ("." in tenant and is_domain(tenant))):
        remedy = "skriv Katalog-ID (klientorganisation) från programmets översikt i Entra, eller organisationens domän"
        yield Problem("«katalog_id» är varken ett id eller en domän", remedy, place("tenant"))


_WEB_ADDRESS = re.compile(r"https://([A-Za-z0-9.-]{1,253})(?::(\d{1,5}))?(?:/[!-~]*)?")


def _is_web_address(written: str) -> bool:
    found = _WEB_ADDRESS.fullmatch(written)
    return (
        found is not None
        and is_domain(found[1])
        and int(found[2] or 1) in range(1, 65_536)
        and not {*"?#"} & {*written}
    )


def _key(field: str) -> str:
    """Return the Swedish key of a field."""
    return Account.model_fields[field].alias or field


def _refuse_missing_certificate(account: Account, path: Path, source: SourceFile) -> None:
    file = certificate_file(account, path)
    if file is not None and not file.is_file():
        problem = Problem(
            f"Certifikatet {file} finns inte",
            "rätta sökvägen; den räknas från filens egen mapp",
            source.place_of(("certifikat",)),
        )
        raise InvalidInputError((problem,))
