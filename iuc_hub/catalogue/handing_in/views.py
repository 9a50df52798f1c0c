"""Hand in a file of the hub's own supports, and fetch an example of one."""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.blueprint import blueprint
from iuc_hub.catalogue.handing_in import example
from iuc_hub.catalogue.handing_in.columns import columns
from iuc_hub.catalogue.handing_in.forms import SupportFileForm
from iuc_hub.db import reading, transaction
from iuc_hub.errors import N_
from iuc_hub.uploads import UploadKind, pages
from iuc_hub.uploads.queries import list_uploads
from iuc_hub.uploads.services import receive
from iuc_hub.web.forms import told_on
from iuc_hub.web.sizes import takes_files

pages.register(
    UploadKind.SUPPORTS,
    pages.UploadPage(
        N_("Egna stöd från en fil"),
        "catalogue.hand_in",
        "catalogue.list_supports",
        N_("Till stöden"),
        columns(),
        roles=frozenset({Role.HUB_ADMIN}),
    ),
)


@blueprint.route("/support-import", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
@takes_files
def hand_in(scope: Scope) -> ResponseReturnValue:
    form = SupportFileForm()
    with reading() as session:
        before = list_uploads(session, scope, UploadKind.SUPPORTS)
    if form.validate_on_submit():
        with told_on(form):
            given = form.file.data
            with transaction() as session:
                upload = receive(
                    session, scope, UploadKind.SUPPORTS, given.filename, given.read(), settings={},
                    now=clock.now(),
                )  # fmt: skip
            return redirect(url_for("uploads.show", upload_id=upload.id))
    page = render_template("catalogue/import.html", form=form, before=before)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.get("/support-import/example.<any(csv, xlsx):ending>")
@allow(Role.HUB_ADMIN)
def example_file(_scope: Scope, ending: str) -> ResponseReturnValue:
    content, kind = example.file(ending)
    return Response(
        content, mimetype=kind, headers={"Content-Disposition": f"attachment; filename=stod.{ending}"}
    )
