"""What an association has beside its companies: members, the number of companies to meet, jobs, files, searches."""

from __future__ import annotations

from datetime import date, timedelta

from benchmarks.bulk import Making
from benchmarks.companies import HubRows
from iuc_hub import taxonomy
from iuc_hub.audit import AuditEntry
from iuc_hub.companies.dealings import SavedSearch
from iuc_hub.jobs.models import Job, JobState
from iuc_hub.members.models import FeeClass, Member, MemberFee
from iuc_hub.ordering import swedish_key
from iuc_hub.reports.models import Population, ReportFile, ReportFormat
from iuc_hub.uploads.models import Upload, UploadKind, UploadState

CLASSES = {"Liten": 3_000, "Mellan": 9_000, "Stor": 24_000}
MEMBERS = 0.3
YEARS = 4
JOBS, UPLOADS, REPORTS = 400, 30, 40
LOGINS = 30_000
FILE = b"namn;nummer\n" * 9_000
DIVISIONS = 24
"""How many branches have a number of companies in each municipality."""


def add_society(making: Making, hub: HubRows, county: str) -> None:
    _members(making, hub)
    _population(making, hub, county)
    _work(making, hub)
    for number in range(LOGINS if len(hub.companies) >= 1000 else 300):  # noqa: PLR2004 - a hub of full size
        user = making.random.choice(hub.advisors)
        making.bulk.add(
            AuditEntry, at=making.now - timedelta(minutes=40 * number), hub_id=hub.id, user_id=user,
            actor="Person Advisor", action="login", subject_kind="user", subject_id=str(user),
        )  # fmt: skip


def _members(making: Making, hub: HubRows) -> None:
    year = making.now.year
    for name, yearly in CLASSES.items():
        making.bulk.add(
            FeeClass,
            hub_id=hub.id,
            name=name,
            name_key=swedish_key(name),
            from_year=year - YEARS,
            yearly_sek=yearly,
        )
    for company in hub.companies:
        if not making.sometimes(MEMBERS):
            continue
        fee_class = making.random.choice(list(CLASSES))
        member = making.bulk.add(
            Member, hub_id=hub.id, company_id=company, fee_class=fee_class, recorded_at=making.now,
            joined_on=date(year - YEARS, 1, making.random.randint(1, 28)),
        )  # fmt: skip
        for each in range(year - YEARS, year + 1):
            making.bulk.add(
                MemberFee, hub_id=hub.id, member_id=member, year=each, amount_sek=CLASSES[fee_class],
                paid_on=date(each, 3, 1) if making.sometimes(0.9) else None, recorded_at=making.now,
            )  # fmt: skip


def _population(making: Making, hub: HubRows, county: str) -> None:
    divisions = [code for code in taxonomy.industries() if len(code) == 2][:DIVISIONS]  # noqa: PLR2004 - divisions have two digits
    for place in (code for code in taxonomy.municipalities() if code.startswith(county)):
        for division in divisions:
            making.bulk.add(
                Population, hub_id=hub.id, municipality_code=place, sni=division, year=making.now.year - 1,
                companies=making.random.randint(5, 200), source="Påhittat register", recorded_at=making.now,
            )  # fmt: skip


def _work(making: Making, hub: HubRows) -> None:
    """Jobs that are done, files that were handed in, reports that were made, searches that were kept."""
    now, first = making.now, hub.advisors[0]
    for number in range(JOBS):
        at = now - timedelta(hours=number)
        making.bulk.add(
            Job, hub_id=hub.id, kind="rematch_hub", arguments={"hub_id": hub.id}, state=JobState.DONE, created_at=at,
            not_before=at, finished_at=at, done=100, total=100, attempts=1,
        )  # fmt: skip
    for number in range(UPLOADS):
        making.bulk.add(
            Upload, hub_id=hub.id, kind=UploadKind.COMPANIES, state=UploadState.TAKEN_IN, content=FILE,
            file_name=f"foretag-{number}.csv", digest=f"{number:064d}", uploaded_by=first,
            counts={"new": 10, "changed": 5, "unchanged": 80, "refused": 5},
            uploaded_at=now - timedelta(days=number), checked_at=now, ended_at=now,
        )  # fmt: skip
    for number in range(REPORTS):
        making.bulk.add(
            ReportFile, hub_id=hub.id, kind="association", format=ReportFormat.PDF, last=now.date(), wanted_by=first,
            wanted_at=now - timedelta(days=number), made_at=now, file_name=f"rapport-{number}.pdf",
            content=b"%PDF-1.7 " * 20_000,
        )  # fmt: skip
    for name in ("Metall i Hällefors", "Utan besök", "Mina"):
        making.bulk.add(
            SavedSearch,
            hub_id=hub.id,
            user_id=first,
            page="companies",
            name=name,
            query="q=mek",
            saved_at=now,
        )
