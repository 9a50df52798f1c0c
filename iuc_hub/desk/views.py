"""Today, the companies, one company, an expert's supports, jobs and the outbox."""

from math import ceil

from flask import Blueprint, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from iuc_hub import clock, jobs, mail
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as company_queries
from iuc_hub.companies.queries import PAGE_SIZE
from iuc_hub.db import reading
from iuc_hub.desk import queries, services
from iuc_hub.errors import N_, NotFound
from iuc_hub.interviews import queries as interview_queries

blueprint = Blueprint("desk", __name__, template_folder="templates")


@blueprint.get("/today")
@allow(Role.ADVISOR)
def today(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        work = services.todays_work(session, scope, now=clock.now())
    return render_template("desk/today.html", work=work, today=clock.today())


@blueprint.get("/companies")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def list_companies(scope: Scope) -> ResponseReturnValue:
    words = request.args.get("q", "")[:100]
    page = max(1, request.args.get("page", 1, type=int))
    with reading() as session:
        count = company_queries.count_companies(session, scope, words=words)
        pages = max(1, ceil(count / PAGE_SIZE))
        page = min(page, pages)
        companies = company_queries.list_companies(session, scope, words=words, page=page)
        rows = services.company_rows(session, scope, companies)
    return render_template(
        "desk/companies.html",
        rows=rows,
        words=words,
        count=count,
        page=page,
        pages=pages,
        page_url=lambda number: url_for("desk.list_companies", q=words or None, page=number),
    )


@blueprint.get("/companies/<int:company_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_company(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        needs = interview_queries.list_active_needs(session, scope, company_id)
        page = services.company_page(session, scope, company_id, needs)
    return render_template(
        "desk/company.html", page=page, today=clock.today(), old_fact_days=services.OLD_FACT_DAYS
    )


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
