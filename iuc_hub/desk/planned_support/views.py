"""A support's planned wording: what it would change, before it is saved."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.writing.drafts import checked
from iuc_hub.catalogue.writing.forms import SupportForm
from iuc_hub.catalogue.writing.reading import draft_of
from iuc_hub.catalogue.writing.services import get_to_change
from iuc_hub.db import reading, transaction
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.planned_support import services
from iuc_hub.errors import InputError
from iuc_hub.recommendations.previews import supports

BAD = 422


@blueprint.post("/catalogue/<path:support_id>/preview")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def preview_support(scope: Scope, support_id: str) -> ResponseReturnValue:
    with reading() as session:
        support = get_to_change(session, scope, support_id)
    form = SupportForm()
    form.offer(str(get_locale()), support)
    if not form.validate():
        return _refused(form, "", support_id)
    try:
        planned = checked(draft_of(form, str(get_locale())), support.id, support.record)
    except InputError as error:
        return _refused(form, error.text(_), support_id)
    with transaction() as session:
        job = supports.want(session, scope, planned, now=clock.now())
    return redirect(url_for("desk.show_planned_support", job_id=job.id))


@blueprint.get("/planned-supports/<int:job_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_planned_support(scope: Scope, job_id: int) -> ResponseReturnValue:
    with reading() as session:
        skip = max(0, request.args.get("skip", 0, type=int))
        page = services.planned_page(session, scope, job_id, skip=skip)
    return render_template("desk/planned_support.html", page=page)


def _refused(form: SupportForm, problem: str, support_id: str) -> ResponseReturnValue:
    """What is wrong in the form, which stands in its own tab."""
    wrong = [(label, text) for _id, label, text in form.mistakes]
    return render_template(
        "desk/planned_refused.html", problem=problem, wrong=wrong, support_id=support_id
    ), BAD
