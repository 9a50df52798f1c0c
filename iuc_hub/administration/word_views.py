"""The hub's words in the lexicon: what a word points to, words added or taken away with their effect shown first."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.administration.blueprint import blueprint
from iuc_hub.administration.words_page import WordForm, planned_page, words_page
from iuc_hub.db import reading, transaction
from iuc_hub.errors import InputError, Stale
from iuc_hub.recommendations.previews import words
from iuc_hub.versions.serving import active_model
from matching.words.concepts import Addition


@blueprint.get("/administration/words")
@allow(Role.HUB_ADMIN)
def show_words(scope: Scope) -> ResponseReturnValue:
    return _page(scope, WordForm())


@blueprint.post("/administration/words")
@allow(Role.HUB_ADMIN)
def plan_words(scope: Scope) -> ResponseReturnValue:
    form = WordForm.of(request.form)
    try:
        with reading() as session:
            added = form.addition(active_model(session, scope.hub))
        return _planned(scope, lambda words: [*words, added], form.why)
    except InputError as error:
        return _page(scope, form.telling(error, error.text(_))), 422


@blueprint.post("/administration/words/take-away")
@allow(Role.HUB_ADMIN)
def take_words_away(scope: Scope) -> ResponseReturnValue:
    number = request.form.get("number", -1, type=int)
    return _planned(scope, lambda words: [each for at, each in enumerate(words) if at != number], "")


@blueprint.get("/administration/words/<int:job_id>")
@allow(Role.HUB_ADMIN)
def show_planned_words(scope: Scope, job_id: int) -> ResponseReturnValue:
    with reading() as session:
        page = planned_page(session, scope, job_id)
    return render_template("administration/planned_words.html", page=page)


@blueprint.post("/administration/words/<int:job_id>/save")
@allow(Role.HUB_ADMIN)
def save_words(scope: Scope, job_id: int) -> ResponseReturnValue:
    use = request.form.get("use") == "1"
    try:
        with transaction() as session:
            version = words.save(session, scope, job_id, use=use, now=clock.now())
    except (Stale, InputError) as error:
        flash(error.text(_), "error")
        return redirect(url_for("administration.show_words"))
    told = _("Orden används från och med nu. Stöden räknas om för alla företag.")
    flash(told if use else _("Förslaget är sparat. Ta det i bruk när ni vill."), "success")
    return redirect(url_for("administration.show_version", version_id=version.id))


def _page(scope: Scope, form: WordForm) -> str:
    with reading() as session:
        page = words_page(session, scope, request.args.get("q", "")[:200], str(get_locale() or "sv"))
    return render_template("administration/words.html", page=page, form=form)


def _planned(
    scope: Scope, change: Callable[[Sequence[Addition]], Sequence[Addition]], why: str
) -> ResponseReturnValue:
    """Have it counted what changing the hub's words so would do, if they are the ones that were seen."""
    seen = request.form.get("seen", "")[:80]
    try:
        with transaction() as session:
            changed = change(words.additions_seen(session, scope, seen))
            job = words.want(session, scope, changed, seen=seen, why=why, now=clock.now())
    except Stale as error:
        flash(error.text(_), "error")
        return redirect(url_for("administration.show_words"))
    return redirect(url_for("administration.show_planned_words", job_id=job.id))
