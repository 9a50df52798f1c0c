"""The page of what needs the advisor now, and each part of it in full."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow, safe_next
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.news.services import see_handover, see_told
from iuc_hub.db import reading, transaction
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.today.parts import Part
from iuc_hub.desk.today.services import Desk, part_page
from iuc_hub.errors import N_, NotFound
from iuc_hub.recommendations.door import language

LAST_PAGE = 500


@blueprint.get("/today")
@allow(Role.ADVISOR)
def today(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        work = Desk(session, scope, now=clock.now(), language=language()).today()
    return render_template("desk/today.html", work=work, today=clock.today())


@blueprint.get("/today/<part>")
@allow(Role.ADVISOR)
def today_part(scope: Scope, part: str) -> ResponseReturnValue:
    if part not in list(Part):
        raise NotFound(N_("Det finns ingen sådan lista. Gå tillbaka till Idag."))
    page = min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)
    with reading() as session:
        desk = Desk(session, scope, now=clock.now(), language=language())
        found, window = part_page(desk, Part(part), page)
    return render_template(
        "desk/today_part.html", part=Part(part), found=found, window=window, today=clock.today(),
        page_url=lambda number: url_for("desk.today_part", part=part, page=number),
    )  # fmt: skip


@blueprint.post("/companies/<int:company_id>/seen/<part>")
@allow(Role.ADVISOR)
def see_news(scope: Scope, company_id: int, part: str) -> ResponseReturnValue:
    if part not in (Part.HANDED, Part.TOLD):
        raise NotFound(N_("Det finns ingen sådan lista. Gå tillbaka till Idag."))
    shown = request.form.get("seen", 0, type=int)
    with transaction() as session:
        if part == Part.HANDED:
            see_handover(session, scope, company_id, shown, now=clock.now())
        else:
            see_told(session, scope, company_id, shown)
    return redirect(safe_next(request.form.get("next")) or url_for("desk.today"))
