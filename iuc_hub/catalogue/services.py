"""The verbs on the catalogue: import, export, publish, archive, judge a support for one company."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from sqlmodel import Session

from iuc_hub import audit, jobs, taxonomy
from iuc_hub.accounts.queries import list_hubs
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries
from iuc_hub.catalogue.importing import ImportReport, Origin, take_in
from iuc_hub.catalogue.lifecycle import LIFE
from iuc_hub.catalogue.models import CatalogueVersion, Support, SupportState
from iuc_hub.catalogue.records import known_support
from iuc_hub.catalogue.shelf import Stock, current_index, current_stock, start_warming, warm_up
from iuc_hub.companies.queries import get_company
from iuc_hub.companies.size_facts import sized_facts
from iuc_hub.errors import N_, NotFound
from iuc_hub.exchange.catalogue_files import Form, Parsed, read_catalogue
from iuc_hub.exchange.support_columns import ColumnMap
from iuc_hub.exchange.support_tables import dump_csv
from iuc_hub.exchange.supports import dump_supports
from matching.eligibility import check
from matching.types import Company, CriterionResult, FactValue, Verdict

__all__ = [
    "Form", "Judgement", "Stock", "archive", "current_index", "current_stock", "export_supports", "import_file",
    "import_supports", "judge_for", "publish", "renew", "requirements", "start_warming", "step", "warm_up",
]  # fmt: skip


@dataclass(frozen=True)
class Judgement:
    """What a support's rules say of one company today."""

    verdict: Verdict
    criteria: tuple[CriterionResult, ...]


def import_supports(
    session: Session,
    text: str,
    now: datetime,
    *,
    user_id: int | None = None,
    hub_id: int | None = None,
    is_example: bool = False,
    where: str = "supports.jsonl",
) -> ImportReport:
    """Take a supports.jsonl into the shared catalogue, or a hub's own with ``hub_id``; again changes nothing.

    A row whose content is stored already is unchanged, whatever ``is_example`` says. Where anything was written,
    the catalogue gets a new version and every hub it concerns is matched again by a job.
    """
    origin = Origin(now=now, user_id=user_id, hub_id=hub_id, is_example=is_example, where=where)
    parsed = read_catalogue(text.encode(errors="surrogatepass"), Form.JSONL, where)
    return _taken_in(session, parsed, origin)


def import_file(
    session: Session,
    scope: Scope,
    content: bytes,
    form: Form,
    *,
    where: str,
    now: datetime,
    hub_id: int | None = None,
    is_example: bool = False,
    column_map: ColumnMap | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Take in a file of any form as `import_supports` does; a dry run writes nothing and counts the same.

    ``where`` is the file's name, for refusals and as the source of a page's projects; ``hub_id`` the hub whose own
    supports they become, None for the shared ones.

    Raises:
        FileError: where nothing of the file can be read.
        NotFound: for another hub than the caller's.
    """
    if scope.hub_id is not None and hub_id not in {None, scope.hub_id}:
        raise NotFound(N_("Hubben finns inte. Välj din egen."))
    parsed = read_catalogue(content, form, where, column_map)
    origin = Origin(
        now=now, user_id=scope.user_id, hub_id=hub_id, is_example=is_example, where=where,
        is_page=form.is_page, dry_run=dry_run, actor=scope.actor,
    )  # fmt: skip
    report = _taken_in(session, parsed, origin)
    if report.wrote and not dry_run:
        audit.record(
            session, at=now, actor=scope.actor, action="supports_imported", subject=("catalogue", hub_id or "shared"),
            hub_id=hub_id, user_id=scope.user_id,
            detail={"file": PurePath(where).name, "form": form.value, **report.counts},
        )  # fmt: skip
    return report


def publish(session: Session, scope: Scope, support_id: str, *, now: datetime) -> Support:
    """Let a support be found and matched.

    Raises:
        NotFound: also for another hub's.
        IllegalTransition: from a state that publishing does not follow.
    """
    return step(session, scope, _get(session, scope, support_id), SupportState.PUBLISHED, now=now)


def archive(session: Session, scope: Scope, support_id: str, *, now: datetime) -> Support:
    """Take a support out of lists and matching; what was recommended before keeps it.

    Raises:
        NotFound, IllegalTransition: as `publish`.
    """
    return step(session, scope, _get(session, scope, support_id), SupportState.ARCHIVED, now=now)


def export_supports(
    session: Session, *, hub_id: int | None = None, form: Form = Form.JSONL
) -> tuple[str, int]:
    """The published shared supports, or a hub's own, as a supports.jsonl or a CSV, and how many they are."""
    rows = queries.list_shared(session) if hub_id is None else queries.list_local(session, hub_id)
    supports = [replace(known_support(each.record, each.id), verified_on=each.verified_on) for each in rows]
    return dump_csv(supports) if form is Form.CSV else dump_supports(supports), len(rows)


def requirements(support: Support, today: date) -> Judgement:
    """Every rule of a support, judged for a company that nothing is known of."""
    return _judged(support, {}, today)


def judge_for(session: Session, scope: Scope, support: Support, company_id: int, *, today: date) -> Judgement:
    """What the support's rules say of a company of the caller's hub.

    Raises:
        NotFound: for another hub's company.
    """
    company = get_company(session, scope, company_id)
    return _judged(support, sized_facts(session, scope, company, today), today)


def _judged(support: Support, facts: Mapping[str, FactValue], today: date) -> Judgement:
    company = Company("", facts=facts)
    return Judgement(
        *check(known_support(support.record, support.id), company, today, taxonomy.hierarchies())
    )


def _taken_in(session: Session, parsed: Parsed, origin: Origin) -> ImportReport:
    report = take_in(session, parsed, origin)
    if report.wrote and not origin.dry_run:
        renew(session, origin.hub_id, now=origin.now, user_id=origin.user_id)
    return report


def _get(session: Session, scope: Scope, support_id: str) -> Support:
    return queries.get_support(session, scope, support_id, lock=True, drafts=True)


def step(session: Session, scope: Scope, support: Support, after: SupportState, *, now: datetime) -> Support:
    """One step in a support's life, logged; what is found and matched is renewed where it changes.

    Raises:
        IllegalTransition: for a state that does not follow.
    """
    before = support.state
    LIFE.check(before, after)
    support.state, support.updated_at, support.changed_in = after, now, None
    session.add(support)
    audit.record(
        session, at=now, actor=scope.actor, action=f"support_{after.value}", subject=("support", support.id),
        hub_id=support.hub_id, user_id=scope.user_id, detail={"from": before.value, "to": after.value},
    )  # fmt: skip
    if SupportState.PUBLISHED in (before, after):
        renew(session, support.hub_id, now=now, user_id=scope.user_id)
    return support


def renew(session: Session, hub_id: int | None, *, now: datetime, user_id: int | None) -> None:
    """A new version of the catalogue, and a job for each hub that it concerns."""
    version = queries.find_version(session) or CatalogueVersion()
    version.number += 1
    version.token = uuid.uuid4().hex
    session.add(version)
    session.flush()
    queries.number_changes(session, version.number)
    concerned = [hub.id for hub in list_hubs(session)] if hub_id is None else [hub_id]
    want_rematching(session, concerned, now=now, user_id=user_id)


def want_rematching(
    session: Session, hub_ids: Sequence[int | None], *, now: datetime, user_id: int | None = None
) -> None:
    """A job for each of these hubs that matches its companies again; one still waiting is enough."""
    for each in hub_ids:
        jobs.enqueue(
            session, "rematch_hub", {"hub_id": each}, now=now, hub_id=each, requested_by=user_id,
            unique_key=f"rematch_hub:{each}",
        )  # fmt: skip
