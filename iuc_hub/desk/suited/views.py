"""The page of the companies that a support suits."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.suited import services

MOST_PAGES = 10_000


@blueprint.get("/catalogue/<path:support_id>/companies")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def list_suited(scope: Scope, support_id: str) -> ResponseReturnValue:
    page = min(request.args.get("page", 1, type=int), MOST_PAGES)
    with reading() as session:
        shown = services.suited_page(session, scope, support_id, page=page, today=clock.today())
    return render_template(
        "desk/suited.html", shown=shown,
        page_url=lambda number: url_for("desk.list_suited", support_id=support_id, page=number),
    )  # fmt: skip
