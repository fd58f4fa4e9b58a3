"""Minutes with signature fields, signed as others do it: by pyHanko, with certificates made for the test."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from conftest import REPOSITORY
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from naravard_docs.builder.build import build_meeting
from naravard_docs.builder.options import BuildOptions, DocumentKind, Format
from naravard_docs.libraries.remarks import without_remarks

EXAMPLE = REPOSITORY / "naravard_docs" / "workspace" / "examples" / "namnd"
STEM = "2024-03-20-bun"
MOMENT = datetime(2026, 6, 1, tzinfo=UTC)
FIELDS = tuple(f"underskrifter-{number}" for number in (1, 2, 3))


def nämnd(root: Path) -> Path:
    """Write the example of a nämnd whose minutes have signature fields, and return its meeting file."""
    shutil.copytree(EXAMPLE, root)
    bodies = root / "templates" / "organ.yaml"
    text = bodies.read_text("utf-8")
    assert "  ordval:\n" in text
    bodies.write_text(text.replace("  ordval:\n", "  ordval:\n    signaturfält: ja\n", 1), "utf-8")
    return root / "meetings" / f"{STEM}.yaml"


def build_minutes(meeting: Path, with_source: bool = True) -> Path:
    """Build the minutes of a meeting as PDF, and return the file."""
    order = BuildOptions(frozenset({DocumentKind.MINUTES}), (Format.PDF,), with_source=with_source, is_checked=False)
    outcome = build_meeting(meeting, order)
    assert outcome.exit_code == 0, outcome.problems
    # a test may stand in another folder than the one that the file is shown from
    return Path(next(file for file in outcome.files if file.endswith("-protokoll.pdf"))).absolute()


class Authority:
    """One who makes certificates: its own, and those of people."""

    def __init__(self, name: str = "Provens utfärdare") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = _certificate(name, name, self._key, self._key, is_authority=True)

    def signer(self, name: str, key: Any = None) -> signers.SimpleSigner:
        """Return what signs in a person's name, with a key of the usual kind unless another is given."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        issuer = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        own = _certificate(name, str(issuer), key, self._key)
        known = SimpleCertificateStore()
        known.register(_asn1(self.certificate))
        secret = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return signers.SimpleSigner(
            signing_cert=_asn1(own), signing_key=PrivateKeyInfo.load(secret), cert_registry=known
        )

    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


def _certificate(
    name: str,
    issuer: str,
    key: Any,
    issuer_key: ec.EllipticCurvePrivateKey,
    is_authority: bool = False,
) -> x509.Certificate:
    known = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        decipher_only=False,
        **known,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1))
        .not_valid_after(datetime(2090, 1, 1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def _asn1(certificate: x509.Certificate) -> Certificate:
    return Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


@cache
def authority() -> Authority:
    return Authority()


@cache
def time_stamper() -> DummyTimeStamper:
    """Return what makes time stamps, for MOMENT."""
    signer = authority().signer("Tidsstämplare", rsa.generate_private_key(65537, 2048))
    return DummyTimeStamper(signer.signing_cert, signer.signing_key, signer.cert_registry, fixed_dt=MOMENT)


def time_stamped(data: bytes) -> bytes:
    """Return a PDF with a time stamp for all of it."""
    stamping = signers.PdfTimeStamper(time_stamper())
    return stamping.timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), "sha256").getvalue()


def signed(
    data: bytes,
    *names: str,
    fields_: Sequence[str] = FIELDS,
    style: Any = None,
    timestamper: DummyTimeStamper | None = None,
) -> bytes:
    """Return a PDF signed by people in turn, each in a field; by the look of a stroke unless another is asked for."""
    for name, field in zip(names, fields_, strict=False):
        metadata = signers.PdfSignatureMetadata(
            field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES
        )
        signing = signers.PdfSigner(
            metadata, authority().signer(name), timestamper=timestamper, stamp_style=style or _stroke()
        )
        with without_remarks():
            data = signing.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data))).getvalue()
    return data


def _stroke() -> StaticStampStyle:
    drawing = RawContent(b"0 0 m 100 10 l S", box=BoxConstraints(width=100, height=10))
    return StaticStampStyle(border_width=0, background=drawing)


def rewritten(data: bytes, change: Callable[[PdfWriter], None] = lambda _: None) -> bytes:
    """Return a PDF written anew by pypdf, with a change."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def updated(data: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    """Return a PDF with a change in an incremental update, after all that is in it."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_drawing(page: int, drawing: str, before: bool = False) -> Callable[[PdfWriter], None]:
    """Return a change that has a page draw more, before or after what it draws; /Stamp is Helvetica."""

    def change(writer: PdfWriter) -> None:
        stamped = writer.pages[page]
        stream = DecodedStreamObject()
        stream.set_data(drawing.encode("cp1252"))
        added, own = writer._add_object(stream), stamped.raw_get("/Contents")
        stamped[NameObject("/Contents")] = ArrayObject([added, own] if before else [own, added])
        names = (
            ("/Type", "/Font"),
            ("/Subtype", "/Type1"),
            ("/BaseFont", "/Helvetica"),
            ("/Encoding", "/WinAnsiEncoding"),
        )
        font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names})
        stamped["/Resources"]["/Font"].get_object()[NameObject("/Stamp")] = writer._add_object(font)

    return change


def with_annotation(page: int, kind: str, rectangle: Sequence[float], words: str) -> Callable[[PdfWriter], None]:
    """Return a change that lays an annotation on a page."""

    def change(writer: PdfWriter) -> None:
        entries = {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): ArrayObject([FloatObject(each) for each in rectangle]),
            NameObject("/Contents"): TextStringObject(words),
            NameObject("/F"): NumberObject(4),
        }
        annotated = writer.pages[page]
        listed = annotated.get("/Annots", ArrayObject())
        held = [*listed.get_object(), writer._add_object(DictionaryObject(entries))]
        annotated[NameObject("/Annots")] = ArrayObject(held)

    return change


@pytest.fixture(scope="session")
def minutes_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built minutes of a nämnd, with signature fields and the meeting file within, in their workspace."""
    return build_minutes(nämnd(tmp_path_factory.mktemp("underskrift") / "arbetsyta"))
