"""Looks at many companies: whose newest run holds today as it is, and what a matching of the others tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.queries import list_themes_ever
from iuc_hub.catalogue.services import Stock, current_stock
from iuc_hub.recommendations.models import MatchRun, NeedResult
from iuc_hub.recommendations.rematching import comparing, queries
from iuc_hub.recommendations.rematching.storing import Draft, drafted
from iuc_hub.recommendations.run_inputs import Inputs, inputs_of_many
from matching.changes.affected import Change, Kept, affected, lowest, only, theme_served
from matching.changes.turning import ages_alike, turned_between
from matching.engine import match
from matching.index import Index
from matching.types import Verdict

KEPT = 20
"""Recommended matches kept for a need."""
NEAR = 5
"""Blocked but relevant ones kept beside them."""
MANY = 250
"""Changed supports from which looking for whom they touch costs as much as matching everybody."""


@dataclass(frozen=True)
class Looked:
    """A company today: ``draft`` is what is to be stored, none where the newest run holds as it is.

    ``touched`` tells whether it was matched to know.
    """

    company_id: int
    wanted: Inputs
    newest: MatchRun | None
    touched: bool = False
    draft: Draft | None = None


@dataclass(frozen=True)
class _Stored:
    """A company's inputs today beside its newest run."""

    wanted: Inputs
    run: MatchRun | None
    results: Sequence[NeedResult]

    @property
    def is_same(self) -> bool:
        """Whether the run was made from the same facts and needs by the same model."""
        return self.run is not None and self.wanted.same_as(self.run, self.results)

    @property
    def is_older(self) -> bool:
        """Whether the run was made on an earlier day."""
        return self.run is not None and self.run.day != self.wanted.day

    @property
    def may_hold(self) -> bool:
        """Whether only the catalogue and the day can have made it untrue."""
        return (
            self.is_same
            and self.run is not None
            and self.run.holds_for >= 0
            and ages_alike(self.wanted.company, self.run.holds_on, self.wanted.day)
        )


def look(
    session: Session, scope: Scope, company_ids: Sequence[int], today: date, *, anew: bool = False
) -> dict[int, Looked]:
    """Those of the companies that are still there, matched where a change may touch what was found for them.

    Reads only. With ``anew`` runs that were made on an earlier day are made again.
    """
    wanted = inputs_of_many(session, scope, company_ids, today)
    stock = current_stock(session, scope)
    index = stock.index
    stored = _stored(session, scope, {i: _under(index, each) for i, each in wanted.items()})
    holding = {each for each, one in stored.items() if one.may_hold and not (anew and one.is_older)}
    touched = (stored.keys() - holding) | _touched(session, scope, index, {i: stored[i] for i in holding})
    drafts = _drafts(stock, {i: stored[i].wanted for i in sorted(touched)}, today)
    same = comparing.same(
        session, scope,
        {i: (stored[i].results, draft) for i, draft in drafts.items()
         if stored[i].is_same and not (anew and stored[i].is_older)},
    )  # fmt: skip
    return {
        i: Looked(i, one.wanted, one.run, i in touched, None if i in same else drafts.get(i))
        for i, one in stored.items()
    }


def _under(index: Index, wanted: Inputs) -> Inputs:
    """The inputs with the model that the index is under, should another have come into use in this moment."""
    return replace(wanted, model_version=index.model.version)


def _stored(session: Session, scope: Scope, wanted: Mapping[int, Inputs]) -> dict[int, _Stored]:
    runs = queries.list_newest_runs(session, scope, list(wanted))
    results = queries.list_results_of_runs(session, scope, [run.id or 0 for run in runs.values()])
    found = {}
    for company_id, each in wanted.items():
        run = runs.get(company_id)
        found[company_id] = _Stored(each, run, results.get(run.id or 0, []) if run is not None else [])
    return found


def _touched(session: Session, scope: Scope, index: Index, stored: Mapping[int, _Stored]) -> set[int]:
    """The companies with a need that the changed supports can touch."""
    change = _change(session, scope, index, stored)
    if not change.themes:
        return set()
    if len(change.themes) > MANY:
        return set(stored)
    results = [(company_id, one) for company_id, each in stored.items() for one in each.results]
    rows = queries.list_kept(session, scope, [one.id or 0 for _company, one in results])
    kept = [_kept(one, rows.get(one.id or 0, [])) for _company, one in results]
    needs = {
        (company_id, need.id): known
        for company_id, each in stored.items()
        for need, known in each.wanted.needs
    }
    asked = [needs[company_id, one.need_id] for company_id, one in results]
    today = next(iter(stored.values())).wanted.day
    hit = affected(change, asked, kept, today, taxonomy.hierarchies())
    return {company_id for (company_id, _one), each in zip(results, hit, strict=True) if each}


def _change(session: Session, scope: Scope, index: Index, stored: Mapping[int, _Stored]) -> Change:
    """The supports that are other than for any of the runs, or that the day treats otherwise."""
    since = {(each.run.holds_for, each.run.holds_on) for each in stored.values() if each.run is not None}
    themes: dict[str, set[str]] = {}
    if since:
        themes = list_themes_ever(session, scope, min(number for number, _day in since))
    today = next((each.wanted.day for each in stored.values()), None)
    for day in {day for _number, day in since if day != today}:
        for support_id in turned_between(index, day, today or day, taxonomy.hierarchies()):
            named = index.supports[index.row[support_id]].themes
            themes.setdefault(support_id, set()).update(named)
    return Change(only(index, themes.keys()), themes)


def _kept(result: NeedResult, rows: Sequence[queries.KeptRow]) -> Kept:
    """What a stored result keeps, as the core asks for it."""
    tenths: dict[bool, list[int]] = {True: [], False: []}
    for _support, _revision, _rank, score, verdict, _weak in rows:
        tenths[verdict != Verdict.BLOCKED].append(score)
    codes = [each["code"] for each in result.why if isinstance(each, dict)]
    return Kept(
        frozenset(row[0] for row in rows),
        lowest(tenths[True], KEPT),
        lowest(tenths[False], NEAR),
        theme_served(codes) if result.unmet else None,
    )


def _drafts(stock: Stock, wanted: Mapping[int, Inputs], today: date) -> dict[int, Draft]:
    """The runs of these companies, all their needs matched in one go."""
    needs = [known for each in wanted.values() for known in each.known_needs]
    found = iter(match(stock.index, needs, today, taxonomy.hierarchies(), top=KEPT, near=NEAR))
    return {i: drafted(i, each, [next(found) for _need in each.needs], stock) for i, each in wanted.items()}
