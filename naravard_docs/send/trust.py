"""Whom a connection trusts: what the machine trusts, and the organisation's own certificate."""

from __future__ import annotations

import ssl
from pathlib import Path

from naravard_docs.errors import FileAccessError
from naravard_docs.limits import LIMITS, MEGABYTE


def trusted_context(ca_file: Path | None) -> ssl.SSLContext:
    """Return what a server's certificate is judged by.

    Raises:
        FileAccessError: if the certificate file cannot be read.
    """
    context = ssl.create_default_context()
    if ca_file is not None:
        _refuse_large(ca_file)
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise FileAccessError(
                f"certifikatet {ca_file} går inte att läsa",
                "ange en fil i PEM-format (den börjar med -----BEGIN CERTIFICATE-----)",
            ) from error
    return context


def _refuse_large(certificate: Path) -> None:
    try:
        size = certificate.stat().st_size
    except OSError:
        return  # told when it is loaded
    if size > LIMITS.account_mb * MEGABYTE:
        raise FileAccessError(
            f"certifikatet {certificate} är större än {LIMITS.account_mb} MB, och det är gränsen",
            "ange en fil i PEM-format med bara organisationens rotcertifikat",
        )
