"""Tables of plain values, to and from files that spreadsheets read.

A list is read as the file has it: ``xlsx_parts`` streams the XML of a workbook's package (``xlsx_package``), and
openpyxl only writes, since it unfolds ranges and gives values without what they look like; ``encodings`` proves a
.csv file's encoding or names it, and ``kinds`` names what is neither. Sizes are judged before reading (``limits``).

Other rooms use ``sheet`` (a table), ``csv_file`` and ``xlsx_file`` (its bytes) and ``reading`` (a list read).
"""
