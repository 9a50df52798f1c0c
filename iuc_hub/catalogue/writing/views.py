"""Change a support, and add one of the hub's own."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries, verifying
from iuc_hub.catalogue.blueprint import blueprint
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.writing import services
from iuc_hub.catalogue.writing.forms import MORE, SupportForm
from iuc_hub.catalogue.writing.meanwhile import refill
from iuc_hub.catalogue.writing.reading import draft_of, fill, tell
from iuc_hub.catalogue.writing.rule_rows import offered_facts
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_, InputError, Stale

BAD, STALE = 422, 412
USUAL = {
    "kind": "offer", "funding_type": "advice", "state_aid": "unknown", "applicant": "company", "rolling": True,
}  # fmt: skip
"""What a hub's own support most often is."""
CHANGED_MEANWHILE = N_(
    "Någon har ändrat stödet medan du skrev. Det du inte rörde visas nu som det står. Spara igen om resten ska gälla."
)


@blueprint.route("/catalogue/<path:support_id>/edit", methods=["GET", "POST"])
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def edit(scope: Scope, support_id: str) -> ResponseReturnValue:
    with reading() as session:
        support = services.get_to_change(session, scope, support_id)
    form = SupportForm()
    form.offer(str(get_locale()), support)
    if not form.is_submitted():
        fill(form, support, str(get_locale()))
    return _answer(
        form, support, lambda: _changed(scope, support_id, form), lambda: _reopened(scope, support_id, form)
    )


@blueprint.route("/new-support", methods=["GET", "POST"])
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def add(scope: Scope) -> ResponseReturnValue:
    form = SupportForm()
    form.offer(str(get_locale()))
    if not form.is_submitted():
        form.begin(USUAL, (), ())
    return _answer(form, None, lambda: _added(scope, form))


def _answer(
    form: SupportForm,
    support: Support | None,
    save: Callable[[], Support],
    reopen: Callable[[], Support] | None = None,
) -> ResponseReturnValue:
    """Save what was sent and go to the support, else the form with what was typed and what is wrong."""
    status = 200
    if form.is_submitted() and MORE not in request.form:
        status = BAD
        try:
            if form.validate():
                saved = save()
                flash(_("Sparat."), "success")
                return redirect(url_for("catalogue.show_support", support_id=saved.id))
        except InputError as error:
            tell(form, error)
        except Stale:
            status, form.form_errors = STALE, [_(CHANGED_MEANWHILE)]
            support = reopen() if reopen else support
    form.spare(more=MORE in request.form)
    facts = offered_facts(str(get_locale()))
    return render_template("catalogue/edit.html", form=form, support=support, facts=facts, more=MORE), status


def _changed(scope: Scope, support_id: str, form: SupportForm) -> Support:
    seen = request.form.get("revision", 0, type=int)
    draft = draft_of(form, str(get_locale()))
    with transaction() as session:
        support = services.change(session, scope, support_id, draft, revision=seen, now=clock.now())
        if form.compared.data:
            verifying.verify(
                session,
                scope,
                support.id,
                revision=support.revision,
                note="",
                today=clock.today(),
                now=clock.now(),
            )
    return support


def _reopened(scope: Scope, support_id: str, form: SupportForm) -> Support:
    """The support as somebody else has changed it, which the form says too wherever nobody typed."""
    seen = request.form.get("revision", 0, type=int)
    with reading() as session:
        support = services.get_to_change(session, scope, support_id)
        known = 0 < seen < support.revision
        opened = queries.find_revision(session, scope, support_id, seen) if known else None
    if opened is not None:
        refill(form, opened, support, str(get_locale()))
    form.revision.data = str(support.revision)
    return support


def _added(scope: Scope, form: SupportForm) -> Support:
    with transaction() as session:
        return services.add(
            session, scope, draft_of(form, str(get_locale())), key=form.key.data or "", now=clock.now()
        )
