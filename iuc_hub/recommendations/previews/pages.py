"""A kept preview with the names that a page needs: companies, supports, what each match was and becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.recommendations.previews import queries
from iuc_hub.recommendations.queries import list_supports_by_id

FIRST = 25
"""Moved matches that a page shows of all that are kept."""
Standing = Mapping[str, Any]


@dataclass(frozen=True)
class MovedRow:
    """One match that moves; a standing has rank, score and verdict, and is None where it is not listed."""

    company_id: int
    company: str
    need_id: int
    support_id: str
    title: str
    gain: float
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True)
class PreviewPage:
    """A preview's figures, the supports that come in among the best or fall out, and the matches that move most."""

    figures: Mapping[str, Any]
    supports: Sequence[tuple[str, str, int, int]]
    rows: Sequence[MovedRow]
    first: int
    """How many moved matches stand on pages before this one."""

    @property
    def left_out(self) -> int:
        """How many moved matches come after the rows; not all of them need be kept by name."""
        return int(self.figures["moved"]) - self.first - len(self.rows)

    @property
    def is_whole(self) -> bool:
        return not self.first and not self.left_out

    @property
    def next(self) -> int | None:
        """How many to pass over for the next page; None where no more are kept by name."""
        after = self.first + len(self.rows)
        return after if after < len(self.figures["rows"]) else None

    @property
    def is_sample(self) -> bool:
        return bool(self.figures["of"] > self.figures["needs"])


def preview_page(
    session: Session, scope: Scope, record: Mapping[str, Any], *, most: int = FIRST, skip: int = 0
) -> PreviewPage:
    """In two selects; another hub's own support keeps its id for a name, which no preview of this hub holds."""
    rows: list[Any] = record["rows"][skip : skip + most]
    ids = {row["support"] for row in rows} | {each["support"] for each in record["supports"]}
    titles = {key: row.title for key, row in list_supports_by_id(session, scope, sorted(ids)).items()}
    companies = queries.list_company_names(session, scope, sorted({row["company"] for row in rows}))
    return PreviewPage(
        figures=record,
        supports=[
            (each["support"], titles.get(each["support"], each["support"]), each["into"], each["out"])
            for each in record["supports"]
        ],
        rows=[
            MovedRow(
                company_id=row["company"],
                company=companies.get(row["company"], ""),
                need_id=row["need"],
                support_id=row["support"],
                title=titles.get(row["support"], row["support"]),
                gain=row["gain"],
                before=row["before"],
                after=row["after"],
            )
            for row in rows
        ],
        first=skip,
    )
