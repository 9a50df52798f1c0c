"""Hand in a file of companies, and fetch an example of one."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.importing import example, queries
from iuc_hub.companies.importing.forms import ImportForm
from iuc_hub.companies.importing.services import COLUMNS
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_
from iuc_hub.uploads import UploadKind, pages
from iuc_hub.uploads.queries import list_uploads
from iuc_hub.uploads.services import receive
from iuc_hub.web.forms import told_on
from iuc_hub.web.sizes import takes_files

blueprint = Blueprint("company_import", __name__, template_folder="templates")
pages.register(
    UploadKind.COMPANIES,
    pages.UploadPage(
        N_("Företag från en fil"),
        "company_import.start",
        "desk.list_companies",
        N_("Till företagen"),
        COLUMNS,
    ),
)


@blueprint.route("/companies/import", methods=["GET", "POST"])
@allow(Role.ADVISOR, Role.HUB_ADMIN)
@takes_files
def start(scope: Scope) -> ResponseReturnValue:
    form = ImportForm()
    with reading() as session:
        form.offer(queries.list_colleagues(session, scope), scope.user)
        before = list_uploads(session, scope, UploadKind.COMPANIES)
    if not form.is_submitted():
        form.as_of.data = clock.today()
    if form.validate_on_submit():
        with told_on(form):
            given = form.file.data
            with transaction() as session:
                upload = receive(
                    session, scope, UploadKind.COMPANIES, given.filename, given.read(),
                    settings=form.settings(), now=clock.now(),
                )  # fmt: skip
            return redirect(url_for("uploads.show", upload_id=upload.id))
    page = render_template("companies/import.html", form=form, before=before, columns=COLUMNS)
    return page, 422 if form.errors else 200


@blueprint.get("/companies/import/example.<any(csv, xlsx):ending>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def example_file(_scope: Scope, ending: str) -> ResponseReturnValue:
    content, kind = example.file(ending)
    return Response(
        content, mimetype=kind, headers={"Content-Disposition": f"attachment; filename=foretag.{ending}"}
    )
