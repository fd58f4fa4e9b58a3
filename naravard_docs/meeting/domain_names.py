"""Which names can be in the DNS, and which e-mail addresses servers take: by lengths, labels and IDNA."""

from __future__ import annotations

_LONGEST_LABEL = 63
_LONGEST_LOCAL_PART, _LONGEST_ADDRESS = 64, 254
"""Octets that a server takes: RFC 5321, 4.5.3.1.1, and 4.5.3.1.3 less the angle brackets."""


def is_deliverable(address: str) -> bool:
    """Return whether a server may take an address, by its length and its domain."""
    local, _, domain = address.rpartition("@")
    return len(local) <= _LONGEST_LOCAL_PART and _written_length(address) <= _LONGEST_ADDRESS and is_domain(domain)


def is_domain(name: str) -> bool:
    """Return whether a name can be in the DNS: no label empty, or over 63 letters as IDNA writes it (RFC 5890, 2.3.1).

    No label begins or ends with a dash (RFC 1123, 2.1), or has two where only IDNA puts them, unless they are IDNA's.
    """
    try:
        return 0 < length_by_idna(name) <= 253 and all(map(_is_label, name.split(".")))
    except UnicodeError:
        return False


def length_by_idna(domain: str) -> int:
    """Return how long a domain is as IDNA writes it; Python's tables for that are read only for letters beyond ASCII.

    Raises:
        UnicodeError: if a label, the last one apart, is empty, or one is over 63 letters.
    """
    if not domain.isascii():
        return len(domain.encode("idna"))
    *labels, last = domain.split(".")
    if len(last) > _LONGEST_LABEL or not all(0 < len(label) <= _LONGEST_LABEL for label in labels):
        raise UnicodeError
    return len(domain)


def _is_label(label: str) -> bool:
    if label.startswith("-") or label.endswith("-"):
        return False
    if label[2:4] != "--":
        return True
    try:
        decoded = label.encode("ascii").decode("idna")  # only «xn--» with a name after it is IDNA's (RFC 5890, 2.3.1)
    except UnicodeError:
        return False
    return label[:4].casefold() == "xn--" and decoded.casefold() != label.casefold()


def _written_length(address: str) -> int:
    """Return how long an address is as servers are told it, with its domain as IDNA writes it."""
    local, _, domain = address.rpartition("@")
    try:
        return len(local) + 1 + length_by_idna(domain)
    except UnicodeError:
        return len(address)
