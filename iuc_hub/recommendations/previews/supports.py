"""Previews what it would do to stored matches that a support says something else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.company_rules import company_rules, facts_asked
from iuc_hub.catalogue.records import known_support, record_of
from iuc_hub.catalogue.services import current_index
from iuc_hub.companies.known_together import known_companies
from iuc_hub.jobs import Job
from iuc_hub.recommendations.previews.queries import list_current_ids
from iuc_hub.recommendations.previews.records import Record, joined, preview_record
from iuc_hub.recommendations.previews.sampling import LISTED, Sample, sample_of, some_at_a_time
from iuc_hub.recommendations.previews.wishes import want_preview
from matching.changes.previews import planned, with_support
from matching.changes.what_if import shifts
from matching.index import Index
from matching.types import Company as KnownCompany
from matching.types import Support as KnownSupport

KIND = "preview_support"
NAMED = 50_000
"""Moved matches that are kept by name: all of the support's own, and of the others those that move most."""
AT_ONCE = 1000
"""Needs held in memory together."""
Tell = Callable[[int, int], None]
Read = Callable[[Sequence[int]], Sample]


@dataclass(frozen=True)
class Gathered:
    """All that a preview is counted from but the needs, so that no transaction waits while it is."""

    index: Index
    support: KnownSupport
    results: Sequence[int]
    """What was found last for each of the hub's needs; the needs themselves are read some at a time."""
    companies: Sequence[KnownCompany]


def want(session: Session, scope: Scope, support: KnownSupport, *, now: datetime) -> Job:
    """Want a job that counts what it moves in the caller's hub if the support says this."""
    arguments: dict[str, object] = {"support_id": support.id, "record": record_of(support)}
    return want_preview(session, scope, KIND, arguments, now=now)


def gather(
    session: Session, hub_id: int, support_id: str, record: Mapping[str, object], today: date
) -> Gathered:
    scope = Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id)
    index, support = current_index(session, scope), known_support(record, support_id)
    rules = [rule for each in (_now(index, support), support) for rule in company_rules(each)]
    companies = known_companies(session, scope, facts_asked(rules), today)
    return Gathered(index, support, list_current_ids(session, scope), companies)


def needs_of(session: Session, hub_id: int, result_ids: Sequence[int]) -> Sample:
    """The needs of some of the results that were gathered."""
    return sample_of(session, Scope(role=Role.HUB_ADMIN, actor="system", hub_id=hub_id), result_ids)


def _now(index: Index, support: KnownSupport) -> KnownSupport:
    """What the support says today; a new one, which says nothing yet, as it is planned."""
    row = index.row.get(support.id)
    return support if row is None else index.supports[row]


def count(gathered: Gathered, today: date, tell: Tell, read: Read) -> Record:
    """The preview as it is kept: the matches that move, and how many companies come to be let in or out.

    All needs are looked at, read some at a time by ``read``.
    """
    plan, found, companies = planned(gathered.index, gathered.support), [], dict[str, int]()
    whole, done = len(gathered.results), 0
    for start in range(0, whole, AT_ONCE):
        some = read(gathered.results[start : start + AT_ONCE])
        companies |= some.companies
        for needs in some_at_a_time(some.needs):
            tell(done, whole)
            found.append(with_support(plan, needs, taxonomy.hierarchies(), LISTED))
            done += len(needs)
    rules = company_rules(_now(gathered.index, gathered.support)), company_rules(gathered.support)
    moves = shifts(*rules, gathered.companies, today, taxonomy.hierarchies())
    record = preview_record(joined(found), Sample((), companies, done), most=NAMED, own=gathered.support.id)
    return record | {"shifts": [[*map(str, pair), count] for pair, count in sorted(moves.items())]}
