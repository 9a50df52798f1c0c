"""Reports as files: wanted, made by a job, handed out, and thrown away when they are old."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel import Locale
from sqlmodel import Session

from iuc_hub import audit, jobs
from iuc_hub.accounts.models import Hub, Role
from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, InputError, NotFound
from iuc_hub.reports import papers, queries, services
from iuc_hub.reports.memory.queries import prune_counted_changes
from iuc_hub.reports.models import Publication, ReportFile, ReportFormat
from iuc_hub.reports.overview import Overview
from iuc_hub.reports.period import OWN, Period
from iuc_hub.reports.publications import services as publishing
from iuc_hub.web.format import Reader
from iuc_hub.web.translating import translator

KEPT = timedelta(days=90)
PUBLISHED = "published"
KINDS = ("overview", PUBLISHED)
STEPS = 2
"""Counting, then writing: what the job tells of its progress."""
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Gathered:
    """All that a wanted report is made from, so that no transaction waits while it is made."""

    report: ReportFile
    hub: Hub
    period: Period
    figures: Overview | publishing.Gathered


@dataclass(frozen=True)
class Made:
    """A report that was made, before it is stored."""

    name: str
    content: bytes
    published: Publication | None = None


def want(
    session: Session, scope: Scope, kind: str, form: str, period: Period, *, language: str, now: datetime
) -> ReportFile:
    """Want a report made by a job, in the caller's transaction.

    Raises:
        InputError: for a kind or a format that there is none of.
    """
    if kind not in KINDS or form not in {each.value for each in ReportFormat}:
        raise InputError(N_("Den rapporten finns inte. Välj en av dem som visas."), field="kind")
    report = ReportFile.model_validate(
        {
            "hub_id": scope.hub, "kind": kind, "format": form, "first": period.first, "last": period.last,
            "language": language, "wanted_by": scope.user, "wanted_at": now,
        }
    )  # fmt: skip
    session.add(report)
    session.flush()
    job = jobs.enqueue(
        session, "make_report", {"report_id": report.id}, now=now, hub_id=scope.hub, requested_by=scope.user
    )
    report.job_id = job.id
    session.add(report)
    audit.record(
        session, at=now, actor=scope.actor, action="report_wanted", hub_id=scope.hub, user_id=scope.user_id,
        subject=("report_file", report.id), detail={"kind": kind, "format": form},
    )  # fmt: skip
    return report


def gather(session: Session, report_id: int) -> Gathered:
    """Read what a wanted report is made from."""
    report = queries.get_report_file_of_job(session, report_id)
    scope, period = _scope_of(report), Period(OWN, report.first, report.last)
    hub = get_hub(session, report.hub_id)
    if report.kind == PUBLISHED:
        return Gathered(report, hub, period, publishing.gather(session, scope, period.last))
    return Gathered(report, hub, period, services.overview(session, scope, period))


def make(gathered: Gathered, *, now: datetime, today: date, tell: Tell) -> Made:
    """Decide and write a wanted report; reads and stores nothing. ``tell`` hears of every step."""
    report, hub, decided = gathered.report, gathered.hub, None
    if isinstance(gathered.figures, Overview):
        overview = gathered.figures
        tell(1, STEPS)
    else:
        decided = publishing.decide(gathered.figures, now=now, tell=lambda done, of: tell(done, of + 1))
        overview = publishing.overview_of_publication(decided, gathered.period)
    content = _content(report, overview, papers.Heading(hub.name, today), now)
    return Made(f"{hub.slug}-{report.kind}-{report.last.isoformat()}.{report.format.value}", content, decided)


def _scope_of(report: ReportFile) -> Scope:
    return Scope(role=Role.HUB_ADMIN, actor="system", hub_id=report.hub_id)


def _content(report: ReportFile, overview: Overview, heading: papers.Heading, now: datetime) -> bytes:
    reader = Reader(Locale(report.language), now, translator(report.language))
    return papers.written(report.kind, report.format, overview, heading, reader)


def written_for(
    session: Session, scope: Scope, kind: str, form: ReportFormat, period: Period, *, reader: Reader, today: date
) -> bytes:  # fmt: skip
    """The file of a report on these days, small groups and all."""
    heading = papers.Heading(get_hub(session, scope.hub).name, today)
    return papers.written(kind, form, services.overview(session, scope, period), heading, reader)


def store(session: Session, report_id: int, made: Made, *, now: datetime, today: date) -> None:
    """Keep a made report with its row, and what it publishes.

    Where another report has published the round meanwhile, this one is written again from what that one published.
    """
    report = queries.get_report_file_of_job(session, report_id)
    content = made.content
    if made.published is not None:
        kept = publishing.keep(session, _scope_of(report), made.published)
        if kept is not made.published and kept.figures != made.published.figures:
            overview = publishing.overview_of_publication(kept, Period(OWN, report.first, report.last))
            heading = papers.Heading(get_hub(session, report.hub_id).name, today)
            content = _content(report, overview, heading, now)
    report.content, report.file_name, report.made_at = content, made.name, now
    session.add(report)
    session.flush()


def handed_out(session: Session, scope: Scope, report_id: int) -> tuple[str, bytes, ReportFormat]:
    """A made report's name, content and format.

    Raises:
        NotFound: another hub's, or one that is not made yet.
    """
    report = queries.get_report_file(session, scope, report_id)
    if report.content is None:
        raise NotFound(N_("Rapporten är inte klar än. Vänta en stund och ladda om sidan."))
    return report.file_name, report.content, report.format


def prune(session: Session, *, now: datetime) -> int:
    """Throw away reports wanted three months ago; returns how many."""
    old = queries.list_old_report_files(session, now - KEPT)
    for report in old:
        session.delete(report)
    session.flush()
    return len(old)


def tidy(session: Session) -> int:
    """Forget which changes made the figures what they are; returns how many notes of changes were dropped."""
    return prune_counted_changes(session)
