"""How large a handed-in table may be once it is opened; how large the file itself may be is a setting."""

UNPACKED = 80_000_000
"""Bytes that an Excel file may unpack to: fifty thousand rows need about half."""
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
MOST_ERRORS = 2_000
"""So many errors are kept to be shown; the count tells of all."""
SHOWN_CHANGES = 20
