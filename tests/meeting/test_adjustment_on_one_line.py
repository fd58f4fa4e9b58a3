"""When and where minutes were adjusted, told on one line in any order."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import HEAD, WorkspaceFolder

from naravard_docs.meeting.approval import Approval

DAY = date(2015, 11, 26)


@pytest.mark.parametrize(
    ("line", "day", "time", "place"),
    [
        ("2015-11-26", DAY, None, None),
        ("2015-11-26 Kommunhuset", DAY, None, "Kommunhuset"),
        ("26 november 2015 kl. 10.00, Kommunhuset", DAY, "10.00", "Kommunhuset"),
        ("Torsdagen den 26 november 2015 klockan 10:30", DAY, "10:30", None),
        ("Kommunhuset, torsdag 26 november 2015", DAY, None, "Kommunhuset"),
        ("Stora salen, Kommunhuset 2015-11-26, 10.00", DAY, "10.00", "Stora salen, Kommunhuset"),
        ("Kommunhuset", None, None, "Kommunhuset"),
        ("Sal 3.12.1", None, None, "Sal 3.12.1"),
        ("2015-11-26 och 2015-11-27", None, None, "2015-11-26 och 2015-11-27"),
    ],
)
def test_day_hour_and_place_in_any_order(line: str, day: date | None, time: str | None, place: str | None) -> None:
    approval = Approval.model_validate(line)
    assert (approval.date, approval.time, approval.place) == (day, time, place)


def test_a_day_without_year_is_told(workspace: WorkspaceFolder) -> None:
    (problem,) = workspace.problems(f"{HEAD}justering: Torsdagen den 26 november kl. 10.00\n")
    assert "«26 november» saknar år" in problem.message and "skriv året" in problem.remedy
