"""Where recommendations stand, chosen and ordered, as a table, as JSON and as a chart."""
