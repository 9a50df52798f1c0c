"""A small file of past interviews with Swedish headings, to fill in or to learn from."""

from iuc_hub.interviews.importing.columns import columns
from iuc_hub.uploads.refused_rows import as_csv, as_xlsx

ANSWERED = {
    "organisation_number": "559900-0014", "held_on": "2025-03-14", "B1.now": "2", "B1.wanted": "4",
    "B.urgency": "2", "B.impact": "2", "D1.now": "3", "D1.wanted": "4", "F1.now": "2", "F1.wanted": "4",
    "F.words": "Vi hinner inte ladda maskinerna.",
}  # fmt: skip
KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def file(ending: str) -> tuple[bytes, str]:
    """The file's content and its media type."""
    headings = [column.sv for column in columns()]
    rows = iter([headings, [ANSWERED.get(column.field, "") for column in columns()]])
    return (as_csv(rows) if ending == "csv" else as_xlsx(rows)), KINDS[ending]
