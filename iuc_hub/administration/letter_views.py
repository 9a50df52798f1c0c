"""The hub's own words for its letters: seen, changed with a preview, put back."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.administration.blueprint import blueprint
from iuc_hub.administration.forms import LetterForm
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_, NotFound
from iuc_hub.recommendations.letter_templates import services
from iuc_hub.recommendations.letter_templates.values import names_of
from iuc_hub.recommendations.letter_texts import LANGUAGES
from iuc_hub.recommendations.models import LetterKind
from iuc_hub.web.forms import told_on


@blueprint.get("/administration/letters")
@allow(Role.HUB_ADMIN)
def show_letters(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        texts = services.list_templates(session, scope)
    return render_template("administration/letters.html", texts=texts, kinds=services.KIND_WORDS)


@blueprint.route("/administration/letters/<kind>/<language>", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def change_letter(scope: Scope, kind: str, language: str) -> ResponseReturnValue:
    known = _kind(kind, language)
    with reading() as session:
        text = services.find_template(session, scope, known, language)
    form, preview = LetterForm(), None
    if not form.is_submitted():
        form.begin(text)
    if form.validate_on_submit():
        with told_on(form):
            if "preview" not in request.form:
                return _saved(scope, known, language, form)
            preview = services.preview_template(
                known, language, subject=form.subject.data or "", body=form.body.data or ""
            )
    page = render_template(
        "administration/letter.html", form=form, text=text, preview=preview, kinds=services.KIND_WORDS,
        names=names_of(known, language),
    )  # fmt: skip
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.post("/administration/letters/<kind>/<language>/reset")
@allow(Role.HUB_ADMIN)
def reset_letter(scope: Scope, kind: str, language: str) -> ResponseReturnValue:
    with transaction() as session:
        services.reset_template(session, scope, _kind(kind, language), language, now=clock.now())
    flash(_("Brevet har åter den text som följer med."), "success")
    return redirect(url_for("administration.show_letters"))


def _saved(scope: Scope, kind: LetterKind, language: str, form: LetterForm) -> ResponseReturnValue:
    with transaction() as session:
        services.save_template(
            session, scope, kind, language, subject=form.subject.data or "", body=form.body.data or "",
            revision=form.revision.data or 0, now=clock.now(),
        )  # fmt: skip
    flash(_("Brevtexten är sparad. Nästa brev börjar med den."), "success")
    return redirect(url_for("administration.show_letters"))


def _kind(kind: str, language: str) -> LetterKind:
    if kind not in set(LetterKind) or language not in LANGUAGES:
        raise NotFound(N_("Den brevtexten finns inte. Välj en av dem som visas."))
    return LetterKind(kind)
