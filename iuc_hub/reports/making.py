"""Reports as files: wanted, made by a job, handed out, and thrown away when they are old."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel import Locale
from sqlmodel import Session

from iuc_hub import audit, jobs
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.errors import N_, InputError, NotFound
from iuc_hub.reports import papers, queries, services
from iuc_hub.reports.memory.queries import prune_counted_changes
from iuc_hub.reports.models import ReportFile, ReportFormat
from iuc_hub.reports.period import Period
from iuc_hub.web.format import Reader
from iuc_hub.web.translating import translator

KEPT = timedelta(days=90)
KINDS = ("overview", "published")
STEPS = 2
"""Counting, then writing: what the job tells of its progress."""


@dataclass(frozen=True)
class Made:
    """A report that was made, before it is stored."""

    name: str
    content: bytes


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


def make(session: Session, report_id: int, *, now: datetime, today: date) -> Made:
    """Count and write a wanted report; stores nothing."""
    report = queries.get_report_file_of_job(session, report_id)
    scope = Scope(role=Role.HUB_ADMIN, actor="system", hub_id=report.hub_id)
    reader = Reader(Locale(report.language), now, translator(report.language))
    period = Period("own", report.first, report.last)
    content = written_for(session, scope, report.kind, report.format, period, reader=reader, today=today)
    hub = get_hub(session, report.hub_id)
    return Made(f"{hub.slug}-{report.kind}-{report.last.isoformat()}.{report.format.value}", content)


def written_for(
    session: Session, scope: Scope, kind: str, form: ReportFormat, period: Period, *, reader: Reader, today: date
) -> bytes:  # fmt: skip
    """The file of a report on these days."""
    hub = get_hub(session, scope.hub)
    heading = papers.Heading(hub.name, today)
    one = services.published_one if kind == "published" else services.overview
    return papers.written(kind, form, one(session, scope, period), heading, reader)


def store(session: Session, report_id: int, made: Made, *, now: datetime) -> None:
    """Keep a made report with its row."""
    report = queries.get_report_file_of_job(session, report_id)
    report.content, report.file_name, report.made_at = made.content, made.name, now
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
