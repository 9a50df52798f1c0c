"""Check a handed-in file, and take it in."""

from collections.abc import Mapping

from iuc_hub import clock
from iuc_hub.catalogue.handing_in import services as own_supports
from iuc_hub.companies.importing.services import plan as plan_companies
from iuc_hub.db import reading
from iuc_hub.interviews.importing import services as past_interviews
from iuc_hub.reports.populations import plan as plan_population
from iuc_hub.uploads import UploadKind, services
from iuc_hub.uploads.plans import Planner
from workers.work import Work

PLANNERS: Mapping[UploadKind, Planner] = {
    UploadKind.COMPANIES: plan_companies,
    UploadKind.POPULATION: plan_population,
    UploadKind.INTERVIEWS: past_interviews.plan,
    UploadKind.SUPPORTS: own_supports.plan,
}
"""How each kind of file is checked against what the hub has."""


def check_upload(work: Work) -> None:
    """Plan what taking the file in would do, then store it as the preview."""
    upload_id, user_id = work.number("upload_id"), work.number("user_id")
    with reading() as session:
        checked = services.check(
            session, upload_id, user_id, PLANNERS, today=clock.today(), progress=work.progress
        )
    with work.last_step() as session:
        services.store_check(session, upload_id, checked, now=clock.now())


def take_in_upload(work: Work) -> None:
    """Take the file in as its preview says, all of it and the job's end in one transaction."""
    upload_id, user_id = work.number("upload_id"), work.number("user_id")
    with reading() as session:
        table = services.read_upload(session, upload_id)
    with work.last_step() as session:
        if table is not None:
            work.result["taken_in"] = services.take_in(
                session, upload_id, user_id, table, PLANNERS, today=clock.today(), now=clock.now()
            )
