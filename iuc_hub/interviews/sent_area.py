"""The buttons of an area's form that work without scripts: one more row, one row less, where to go next."""

import re

from flask import url_for

from iuc_hub.interviews.area_page import AreaPage
from iuc_hub.interviews.doors import place_of

Fields = dict[str, list[str]]


def read_sent(form: Fields) -> tuple[Fields, str]:
    """The fields without a row that was removed, and the group that was asked to be one row longer."""
    removed = form.get("remove", [""])[-1]
    question, _, row = removed.partition("-")
    kept = without_row(form, question, row) if row.isdigit() else form
    return kept, form.get("add", [""])[-1]


def without_row(form: Fields, question: str, row: str) -> Fields:
    """The same fields without this row of the group; the rows after it keep their order."""
    gone = re.compile(rf"{re.escape(question)}-{re.escape(row)}-.+")
    return {name: values for name, values in form.items() if not gone.fullmatch(name)}


def way_on(page: AreaPage, go: str, blank: str, confirmed: str = "") -> str:
    """The address after a saved area: a row just added, what was confirmed, the area before, the next question."""
    number = page.interview.id or 0
    here = page.area.code
    if blank or confirmed:
        return url_for(
            "interviews.show_area", interview_id=number, letter=here, rows=blank or None,
            _anchor=f"q-{blank or confirmed}",
        )  # fmt: skip
    if go == "previous" and page.previous is not None:
        return url_for("interviews.show_area", interview_id=number, letter=page.previous.code)
    if go == "next":
        code = page.way.next_code
        if code is None:
            return url_for("interviews.review_completion", interview_id=number)
        return place_of(number, page.guide, code)
    if any(area.code == go for area in page.guide.areas):
        return url_for("interviews.show_area", interview_id=number, letter=go)
    return url_for("interviews.show_area", interview_id=number, letter=here)
