"""Tables of plain values, to and from files that spreadsheets read."""
