"""A small file of supports with Swedish headings, to fill in or to learn from."""

from iuc_hub.catalogue.handing_in.columns import columns
from iuc_hub.uploads.refused_rows import as_csv, as_xlsx

LEFT_OUT = ("project.", "criteria", "verified_on")
FILLED = {
    "id": "verktygslada", "kind": "Erbjudande", "title": "Exempelhubbens verktygslåda", "provider": "Exempelhubben",
    "url": "https://exempel.example/verktygslada", "description": "Låna mätinstrument i två veckor, med en genomgång.",
    "themes": "Produktion och automation; Energi", "funding.type": "Rådgivning", "eligibility.employees_max": "249",
    "eligibility.counties": "Örebro län", "eligibility.applicant": "Företag", "rolling": "ja",
    "municipalities": "Hällefors",
}  # fmt: skip
KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def file(ending: str) -> tuple[bytes, str]:
    """The file's content and its media type."""
    told = [column for column in columns() if not column.field.startswith(LEFT_OUT)]
    rows = iter([[column.sv for column in told], [FILLED.get(column.field, "") for column in told]])
    return (as_csv(rows) if ending == "csv" else as_xlsx(rows)), KINDS[ending]
