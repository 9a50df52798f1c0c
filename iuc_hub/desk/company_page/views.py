"""One company with all that is known of it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.company_page import services
from iuc_hub.interviews import queries as interview_queries


@blueprint.get("/companies/<int:company_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_company(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        needs = interview_queries.list_active_needs(session, scope, company_id)
        page = services.company_page(session, scope, company_id, needs)
    return render_template(
        "desk/company.html", page=page, today=clock.today(), old_fact_days=services.OLD_FACT_DAYS
    )
