"""The list of companies."""

from math import ceil

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as company_queries
from iuc_hub.companies.queries import PAGE_SIZE
from iuc_hub.db import reading
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.company_list import services


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
