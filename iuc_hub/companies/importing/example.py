"""A small file of fictional companies with Swedish headings, to fill in or to learn from."""

from iuc_hub.companies.importing.services import COLUMNS
from iuc_hub.uploads.refused_rows import as_csv, as_xlsx

LEFT_OUT = ("turnover_tkr", "source", "as_of", "advisor")
ROWS = (
    ("559900-0014", "Exempelverkstaden AB", "AB", "Hällefors", "Industrigatan 1", "34", "52000000", "25620", "1987",
     "Kjell Exempelström", "vd", "kjell@exempel.example", "070-174 06 11"),
    ("969900-0015", "Påhittade Plåt HB", "HB", "Ludvika", "", "6", "8100000", "25110, 25120", "2009", "", "", "", ""),
)  # fmt: skip
KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def file(ending: str) -> tuple[bytes, str]:
    """The file's content and its media type."""
    headings = [column.sv for column in COLUMNS if column.field not in LEFT_OUT]
    rows = iter([headings, *(list(row) for row in ROWS)])
    return (as_csv(rows) if ending == "csv" else as_xlsx(rows)), KINDS[ending]
