"""An expert's supports, jobs and the outbox."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from iuc_hub import jobs, mail
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading
from iuc_hub.desk import queries
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.company_list import views as list_views
from iuc_hub.desk.company_page import views as page_views
from iuc_hub.desk.handing_over import views as handover_views
from iuc_hub.desk.planned_support import views as planned_support_views
from iuc_hub.desk.rule_counts import views as rule_count_views
from iuc_hub.desk.suited import views as suited_views
from iuc_hub.desk.today import views as today_views
from iuc_hub.errors import N_, NotFound

__all__ = [
    "blueprint", "handover_views", "list_views", "page_views", "planned_support_views", "rule_count_views",
    "suited_views", "today_views",
]  # fmt: skip


@blueprint.get("/own-supports")
@allow(Role.EXPERT)
def own_supports(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        supports = queries.list_supports_of_provider(session, scope.organisation or "")
    return render_template("desk/own_supports.html", supports=supports, organisation=scope.organisation)


@blueprint.get("/jobs")
@allow(Role.HUB_ADMIN)
def show_jobs(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        rows = jobs.list_jobs(session, hub_id=scope.hub)
    return render_template("desk/jobs.html", rows=rows)


@blueprint.get("/dev/outbox")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def outbox(scope: Scope) -> ResponseReturnValue:
    if not current_app.extensions["iuc_settings"].show_outbox:
        raise NotFound(N_("Utkorgen visas inte här. Breven går ut med e-post."))
    with reading() as session:
        rows = mail.list_mail(session, hub_id=scope.hub)
    return render_template("desk/outbox.html", rows=rows)
