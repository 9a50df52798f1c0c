"""The button that takes a whole plan along."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.recommendations import matching
from iuc_hub.recommendations.door import blueprint, language
from iuc_hub.recommendations.plans.services import accept_plan


@blueprint.post("/companies/<int:company_id>/needs/<int:need_id>/plan")
@allow(Role.ADVISOR)
def accept_whole_plan(scope: Scope, company_id: int, need_id: int) -> ResponseReturnValue:
    with reading() as session:
        matching.prepare(session, scope)
    with transaction() as session:
        taken = accept_plan(
            session, scope, company_id, need_id=need_id, key=request.form.get("plan", ""),
            support_ids=request.form.getlist("support"), now=clock.now(), today=clock.today(),
            language=language(),
        )  # fmt: skip
    flash(ngettext("%(num)s steg tas med.", "%(num)s steg tas med.", len(taken)), "success")
    shown = request.form.get("need", "")
    return redirect(
        url_for(
            "recommendations.show_support", company_id=company_id,
            need=shown if shown == "all" else need_id, _anchor=f"ordning-{need_id}",
        )
    )  # fmt: skip
