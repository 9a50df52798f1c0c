"""The association's overview, the rows behind its figures, its report files, and the network's pooled figures."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.errors import InputError
from iuc_hub.members.years import register
from iuc_hub.reports import exports, making, population_views, queries, services, words
from iuc_hub.reports.blueprint import blueprint
from iuc_hub.reports.figures import FUNNEL, HORIZONS, SIZES, STANDINGS
from iuc_hub.reports.period import (
    CHOICES,
    OWN,
    PUBLISHED_CHOICES,
    Period,
    period_between,
    period_named,
    previous,
    round_named,
)
from iuc_hub.reports.publications import services as publications
from iuc_hub.reports.publications.queries import find_newest_publishing
from iuc_hub.web.format import current_reader

MOST_PAGES = 10_000
__all__ = ["blueprint", "population_views"]


blueprint.add_app_template_global(words, "report_words")  # type: ignore[arg-type] # a module of functions
blueprint.add_app_template_global(current_reader, "reader")


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.values.get(name, ""))
    except ValueError:
        return None


def _period() -> tuple[Period, str]:
    """The period of the address, and what is wrong with days that can't be one."""
    today, name = clock.today(), request.values.get("period")
    if name != OWN:
        return period_named(name, today), ""
    try:
        return period_between(_day("from"), _day("to") or today, today), ""
    except InputError as error:
        return period_named(None, today), error.text(_)


def _days(period: Period) -> dict[str, Any]:
    """The period as the arguments of an address."""
    if period.name != OWN:
        return {"period": period.name}
    first = period.first.isoformat() if period.first else None
    return {"period": OWN, "from": first, "to": period.last.isoformat()}


def _rows_url(period: Period) -> Callable[[str], str]:
    """The address of a figure's rows: built once for a page that has hundreds."""
    before, _name, after = url_for("reports.association_rows", name="NAME", **_days(period)).partition("NAME")
    return lambda name: f"{before}{quote(name, safe=':')}{after}"


@blueprint.get("/reports/association")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def association(scope: Scope) -> ResponseReturnValue:
    period, problem = _period()
    before = previous(period) if request.args.get("compare") else None
    with reading() as session:
        hub = get_hub(session, scope.hub)
        overview = services.overview(session, scope, period)
        earlier = services.overview(session, scope, before) if before else None
        members = register(session, scope, clock.today())
    return render_template(
        "reports/association.html", members=members, this_year=clock.today().year, hub=hub,
        overview=overview, earlier=earlier, period=period, days=_days(period),
        choices=CHOICES, problem=problem, can_compare=previous(period) is not None, funnel_steps=FUNNEL,
        sizes=SIZES, horizons=HORIZONS, standings=STANDINGS, may_make=scope.role is Role.HUB_ADMIN,
        rows_url=_rows_url(period),
    )  # fmt: skip


@blueprint.get("/reports/association/rows/<name>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def association_rows(scope: Scope, name: str) -> ResponseReturnValue:
    period, _problem = _period()
    page = min(max(1, request.args.get("page", 1, type=int)), MOST_PAGES)
    ending = request.args.get("format")
    wanted = None if ending in exports.WRITERS else page
    with reading() as session:
        found = exports.rows_behind(session, scope, period, name, current_reader(), page=wanted)
    if ending in exports.WRITERS:
        return _download(exports.file_name(name, ending), exports.written(found, ending))
    return render_template(
        "reports/rows.html", found=found, page=page, period=period, days=_days(period),
        page_url=lambda number: url_for("reports.association_rows", name=name, page=number, **_days(period)),
    )  # fmt: skip


def _download(name: str, content: bytes) -> Response:
    kind = exports.MEDIA_TYPES[name.rpartition(".")[2]]
    return Response(content, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@blueprint.get("/reports/files")
@allow(Role.HUB_ADMIN)
def report_files(scope: Scope) -> ResponseReturnValue:
    period, problem = _period()
    with reading() as session:
        rows = queries.list_report_files(session, scope)
    today = clock.today()
    rounds = [(name, told, round_named(name, today)) for name, told in PUBLISHED_CHOICES]
    return render_template(
        "reports/files.html", rows=rows, period=period, choices=CHOICES, rounds=rounds, problem=problem
    )


@blueprint.post("/reports/files")
@allow(Role.HUB_ADMIN)
def make_report(scope: Scope) -> ResponseReturnValue:
    kind = request.form.get("kind", "")
    period, problem = _period()
    if kind == "published":
        period = round_named(request.form.get("round"), clock.today())
    elif problem:
        flash(problem, "error")
        return redirect(url_for("reports.report_files"))
    with transaction() as session:
        making.want(
            session, scope, kind, request.form.get("format", ""), period,
            language=str(get_locale() or "sv"), now=clock.now(),
        )  # fmt: skip
    flash(_("Rapporten görs. Du kan lämna sidan, den ligger här när den är klar."), "success")
    return redirect(url_for("reports.report_files"))


@blueprint.get("/reports/files/<int:report_id>")
@allow(Role.HUB_ADMIN)
def download_report(scope: Scope, report_id: int) -> ResponseReturnValue:
    with reading() as session:
        name, content, _form = making.handed_out(session, scope, report_id)
    return _download(name, content)


@blueprint.get("/reports/network")
@allow(Role.ANALYST)
def network(scope: Scope) -> ResponseReturnValue:
    period = round_named(request.args.get("period"), clock.today())
    with reading() as session:
        overview = publications.find_overview(session, scope, period)
        job = None if overview else find_newest_publishing(session)
    return render_template(
        "reports/network.html", overview=overview, period=period, choices=PUBLISHED_CHOICES, sizes=SIZES,
        horizons=HORIZONS, funnel_steps=FUNNEL, job=job,
    )  # fmt: skip


@blueprint.post("/reports/network")
@allow(Role.ANALYST)
def publish_network(scope: Scope) -> ResponseReturnValue:
    with transaction() as session:
        publications.want_network_round(session, clock.today(), now=clock.now(), user_id=scope.user)
    flash(_("Siffrorna räknas. Du kan lämna sidan, de ligger här när de är klara."), "success")
    return redirect(url_for("reports.network"))
