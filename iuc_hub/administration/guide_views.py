"""Which guide the hub's interviews are held by: seen, chosen, published from a file."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.administration.blueprint import blueprint
from iuc_hub.administration.forms import GuideForm
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_, NotFound
from iuc_hub.interviews import guides
from iuc_hub.interviews.guides import Choice
from iuc_hub.interviews.models import GuideText
from iuc_hub.web.forms import told_on
from surveys.problems import GuideError


@blueprint.route("/administration/guide", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def show_guides(scope: Scope) -> ResponseReturnValue:
    form = GuideForm()
    if form.validate_on_submit():
        with told_on(form):
            try:
                with transaction() as session:
                    row = guides.publish_guide(session, scope, form.text(), clock.now())
                flash(
                    _(
                        "Nya intervjuer hålls nu efter %(name)s %(version)s.",
                        name=row.name,
                        version=row.version,
                    ),
                    "success",
                )
                return redirect(url_for("administration.show_guides"))
            except GuideError as error:
                language = str(get_locale())
                form.problems = [(each.path, each.text(language)) for each in error.problems]
    with reading() as session:
        choices = guides.list_choices(session, scope, clock.now())
    page = render_template("administration/guides.html", form=form, choices=choices)
    return page, 422 if form.errors or form.form_errors or form.problems else 200


@blueprint.post("/administration/guide/choose")
@allow(Role.HUB_ADMIN)
def choose_guide(scope: Scope) -> ResponseReturnValue:
    with transaction() as session:
        row = guides.choose_guide(session, scope, request.form.get("digest", "")[:64], clock.now())
    flash(
        _("Nya intervjuer hålls nu efter %(name)s %(version)s.", name=row.name, version=row.version),
        "success",
    )
    return redirect(url_for("administration.show_guides"))


@blueprint.get("/administration/guide/<digest>")
@allow(Role.HUB_ADMIN)
def show_guide(scope: Scope, digest: str) -> ResponseReturnValue:
    choice = _choice(scope, digest)
    return render_template("administration/guide.html", choice=choice)


@blueprint.get("/administration/guide/<digest>/file")
@allow(Role.HUB_ADMIN)
def download_guide(scope: Scope, digest: str) -> ResponseReturnValue:
    choice = _choice(scope, digest)
    attached = {"Content-Disposition": f'attachment; filename="{choice.guide.label}.yaml"'}
    return Response(choice.row.text, mimetype="application/yaml", headers=attached)


def _told(row: GuideText) -> None:
    words = _("Nya intervjuer hålls nu efter %(name)s %(version)s.", name=row.name, version=row.version)
    flash(words, "success")


def _choice(scope: Scope, digest: str) -> Choice:
    with reading() as session:
        for choice in guides.list_choices(session, scope, clock.now()):
            if choice.guide.digest == digest:
                return choice
    raise NotFound(N_("Guiden finns inte. Välj en av dem som visas."))
