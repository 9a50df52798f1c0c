"""Which numbers of companies are in use, and handing in new ones."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_
from iuc_hub.reports import queries
from iuc_hub.reports.blueprint import blueprint
from iuc_hub.reports.forms import PopulationForm
from iuc_hub.reports.populations import COLUMNS
from iuc_hub.uploads import UploadKind, pages
from iuc_hub.uploads.services import receive
from iuc_hub.web.forms import told_on
from iuc_hub.web.sizes import takes_files

pages.register(
    UploadKind.POPULATION,
    pages.UploadPage(
        N_("Antalet företag från en fil"),
        "reports.populations",
        "reports.association",
        N_("Till översikten"),
        COLUMNS,
        roles=frozenset({Role.HUB_ADMIN}),
    ),
)


@blueprint.route("/reports/population", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
@takes_files
def populations(scope: Scope) -> ResponseReturnValue:
    form = PopulationForm()
    with reading() as session:
        known = queries.list_populations(session, scope)
    if form.validate_on_submit():
        with told_on(form):
            given = form.file.data
            with transaction() as session:
                upload = receive(
                    session, scope, UploadKind.POPULATION, given.filename, given.read(),
                    settings=form.settings(), now=clock.now(),
                )  # fmt: skip
            return redirect(url_for("uploads.show", upload_id=upload.id))
    page = render_template("reports/population.html", form=form, known=known)
    return page, 422 if form.errors else 200
