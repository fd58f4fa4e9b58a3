"""What libraries remark on files is not for the user: neither warnings nor logs reach the terminal."""

from __future__ import annotations

import logging
import subprocess
import sys
import warnings

import pytest
from conftest import REPOSITORY

from naravard_docs.libraries.remarks import without_remarks

SCRIPT = """
import logging, sys, warnings
from naravard_docs.cli import main
from naravard_docs.libraries.remarks import silence_terminal

def remark(arguments=None):
    warnings.warn("Corrupt EXIF data")
    logging.getLogger("pypdf").warning("incorrect startxref pointer")
    return 0

if sys.argv[1] == "command":
    main._run = remark
    try:
        main.main([])
    except SystemExit as left:
        assert left.code == 0
else:
    silence_terminal()
    remark()
if sys.argv[2:]:
    remark()
"""


def said(*arguments: str) -> str:
    command = [sys.executable, "-c", SCRIPT, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=REPOSITORY).stderr


@pytest.mark.slow
@pytest.mark.parametrize("process", ["command", "worker"])
def test_a_user_reads_no_remark(process: str) -> None:
    """Whatever a library warns of or logs while the command runs, and in its workers, nothing is on the terminal."""
    assert said(process) == ""


@pytest.mark.slow
def test_a_remark_outside_the_command_is_read() -> None:
    """The same remarks are there for others in the process, when the command is done."""
    after = said("command", "after")
    assert "Corrupt EXIF data" in after
    assert "incorrect startxref pointer" in after


def test_reading_is_quiet_and_remarks_come_again(caplog: pytest.LogCaptureFixture) -> None:
    """While a file is read nobody in the process hears of it, and afterwards everybody does."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        with without_remarks():
            warnings.warn("a", stacklevel=1)
            logging.getLogger("PIL").error("a")
        assert not heard
        assert not caplog.records
        warnings.warn("b", stacklevel=1)
        logging.getLogger("PIL").error("b")
    assert len(heard) == len(caplog.records) == 1
