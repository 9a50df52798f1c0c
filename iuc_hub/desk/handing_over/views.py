"""The page that says what would move, and hands several companies over."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import list_colleagues
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.company_list.filters import read_filters
from iuc_hub.desk.company_page.forms import HandoverForm
from iuc_hub.desk.handing_over import services
from iuc_hub.desk.handing_over.services import Choice
from iuc_hub.web.forms import told_on

NOBODY = 0
MOST_NAMES = 200
"""Names on the page; the others are counted."""


def _choice() -> Choice:
    values = request.values
    ids = [each for each in values.getlist("company", type=int) if each > 0]
    return Choice(read_filters(values), values.get("all") == "1", ids)


@blueprint.route("/companies/handover", methods=["GET", "POST"])
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def hand_over_several(scope: Scope) -> ResponseReturnValue:
    choice, form = _choice(), HandoverForm()
    with reading() as session:
        chosen = services.look(session, scope, choice, now=clock.now(), today=clock.today())
        form.offer(list_colleagues(session, scope, active_only=True), NOBODY)
    if not chosen.ids:
        flash(_("Välj minst ett företag att lämna över."), "error")
        return redirect(_list_url(choice, choose=1))
    if form.validate_on_submit():
        with told_on(form):
            flash(_moved_words(_hand_over(scope, choice, form)), "success")
            return redirect(_list_url(choice))
    page = render_template(
        "desk/handover_several.html", form=form, choice=choice, chosen=chosen, most_names=MOST_NAMES
    )
    return page, 422 if form.errors else 200


def _list_url(choice: Choice, choose: int | None = None) -> str:
    values: dict[str, Any] = {**choice.filters.address(), "choose": choose}
    return url_for("desk.list_companies", **values)


def _hand_over(scope: Scope, choice: Choice, form: HandoverForm) -> int:
    with transaction() as session:
        return services.hand_over_chosen(
            session, scope, choice, form.to.data, why=form.why.data or "",
            seen=request.form.get("seen", ""), now=clock.now(), today=clock.today(),
        )  # fmt: skip


def _moved_words(moved: int) -> str:
    some: str = ngettext("Ett företag är överlämnat.", "%(num)d företag är överlämnade.", moved)
    none: str = _("Företagen är redan hos den du valde.")
    return some if moved else none
