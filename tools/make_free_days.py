"""Write the holidays of the years that most deadlines are in, as the library «holidays» has them.

Run: python tools/make_free_days.py. The library imports every country's calendar, a fifth of «läge»; tests/meeting
compares what is stored with what it says.
"""

from __future__ import annotations

from naravard_docs.meeting.free_days import STORED, STORED_YEARS, holidays_by_library

if __name__ == "__main__":
    found = (entry for year in STORED_YEARS for entry in sorted(holidays_by_library(year).items()))
    STORED.write_text("".join(f"{day} {name}\n" for day, name in found), encoding="utf-8")
