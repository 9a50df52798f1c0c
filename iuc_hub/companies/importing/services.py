"""An import of companies as a plan: which rows are new, change something or nothing, or are refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.importing import queries
from iuc_hub.companies.importing.known import Known, Steps
from iuc_hub.companies.importing.rows import CompanyLine, row_reader
from iuc_hub.companies.importing.writing import Taker
from iuc_hub.taxonomy import REFERENCE
from iuc_hub.uploads.columns import demand, find_columns, read_columns
from iuc_hub.uploads.plans import CHANGED, NEW, REFUSED, UNCHANGED, Change, Handed, Plan

COLUMNS = read_columns(REFERENCE / "company_columns.yaml")
TOLD_EVERY = 500
HIDDEN = ("sni_version",)
"""Facts that are recorded with others and not shown by themselves."""


def plan(session: Session, scope: Scope, handed: Handed) -> Plan:
    """Check every row against the lists and the hub; reads only.

    Raises:
        InputError: the table lacks a column that companies can't do without.
    """
    headers = handed.table.headers
    places = find_columns(headers, COLUMNS, handed.chosen_columns())
    demand(places, COLUMNS, headers)
    known = Known(session, scope)
    reader = row_reader(handed, places, _colleagues(session, scope), known.company_id)
    lines: list[CompanyLine] = []
    for count, row in enumerate(handed.table.rows):
        if count % TOLD_EVERY == 0:
            handed.progress(count, len(handed.table.rows))
        if (line := reader.line(row)) is not None:
            lines.append(line)
    known.load([one for line in lines if (one := known.company_id(line.number)) is not None])
    steps = [known.steps(line) for line in lines]
    return Plan(
        counts=_counts(steps, len(handed.table.rows)),
        errors=reader.errors,
        changes=[change for each in steps if each.company for change in _changes(each)],
        writes=[told for each in steps if each.company is None or each.changes for told in _writes(each)],
        take_in=_taker(scope, handed, steps),
        columns={name: headers[place] for name, place in places.items()},
    )


def _taker(scope: Scope, handed: Handed, steps: Sequence[Steps]) -> Callable[[Session, datetime], None]:
    advisor = handed.settings.get("advisor_id")

    def take_in(session: Session, now: datetime) -> None:
        owner = advisor if isinstance(advisor, int) else scope.user
        Taker(scope, handed.upload_id, owner, now).write(session, steps)

    return take_in


def _counts(steps: Sequence[Steps], rows: int) -> dict[str, int]:
    new = sum(each.company is None for each in steps)
    changed = sum(each.company is not None and each.changes for each in steps)
    return {
        NEW: new, CHANGED: changed, UNCHANGED: len(steps) - new - changed, REFUSED: rows - len(steps),
    }  # fmt: skip


def _changes(steps: Steps) -> Iterator[Change]:
    """What the row changes of a company, field by field."""
    name = steps.company.name if steps.company else ""
    for field, (before, after) in {**steps.identity, **steps.contact_fields}.items():
        yield Change(steps.line.row, name, field, before, after)
    for fact in steps.facts:
        if fact.fact not in HIDDEN:
            yield Change(steps.line.row, name, fact.fact, _shown(fact.before), _shown(fact.value))


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def _writes(steps: Steps) -> Iterator[object]:
    line = steps.line
    yield (
        line.number, steps.company.id if steps.company else None, line.advisor_id,
        dict(line.identity) if steps.company is None else dict(steps.identity), dict(steps.contact_fields),
        [(each.fact, each.value, each.source, each.as_of) for each in steps.facts],
    )  # fmt: skip


def _colleagues(session: Session, scope: Scope) -> Mapping[str, int]:
    """Name and address of everybody at the hub, folded -> their id; a name that two have stands for neither."""
    people = queries.list_colleagues(session, scope)
    names = [each.name.casefold() for each in people]
    by_name = {
        each.name.casefold(): each.id or 0 for each in people if names.count(each.name.casefold()) == 1
    }
    return by_name | {each.email.casefold(): each.id or 0 for each in people}
