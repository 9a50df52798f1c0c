"""The page of what a support's rules mean for the hub's companies."""

from flask import render_template
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.rule_counts import services
from iuc_hub.web.format import current_reader


@blueprint.get("/catalogue/<path:support_id>/rules")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_rule_counts(scope: Scope, support_id: str) -> ResponseReturnValue:
    with reading() as session:
        page = services.rule_counts_page(
            session, scope, support_id, today=clock.today(), reader=current_reader()
        )
    return render_template("desk/rule_counts.html", page=page)
