"""The association's overview, the rows behind its figures, and the network's pooled figures."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading
from iuc_hub.reports import services
from iuc_hub.reports.period import CHOICES, Period, period_named

blueprint = Blueprint("reports", __name__, template_folder="templates")


def _period() -> Period:
    return period_named(request.args.get("period"), clock.today())


@blueprint.get("/reports/association")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def association(scope: Scope) -> ResponseReturnValue:
    period = _period()
    with reading() as session:
        hub = get_hub(session, scope.hub)
        figures = services.figures(session, scope, period)
    return render_template(
        "reports/association.html", hub=hub, figures=figures, period=period, choices=CHOICES
    )


@blueprint.get("/reports/association/rows/<name>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def association_rows(scope: Scope, name: str) -> ResponseReturnValue:
    period = _period()
    with reading() as session:
        companies = services.rows_of(session, scope, period, name)
    return render_template("reports/rows.html", companies=companies, name=name, period=period)


@blueprint.get("/reports/network")
@allow(Role.ANALYST)
def network(scope: Scope) -> ResponseReturnValue:
    period = _period()
    with reading() as session:
        figures = services.network_figures(session, scope, period)
    return render_template("reports/network.html", figures=figures, period=period, choices=CHOICES)
