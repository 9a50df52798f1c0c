"""The register of members: the list, one membership, joining, leaving."""

from math import ceil

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.queries import get_company
from iuc_hub.db import reading, transaction
from iuc_hub.members import classes, exports, fee_views, queries, services, years
from iuc_hub.members.blueprint import blueprint
from iuc_hub.members.filters import LAST_YEAR, Filters, read_filters
from iuc_hub.members.forms import LeaveForm, MembershipForm
from iuc_hub.web.format import current_reader
from iuc_hub.web.forms import told_on

__all__ = ["blueprint", "fee_views"]


def _asked() -> Filters:
    return read_filters(request.args, clock.today().year)


def _url(filters: Filters, **other: object) -> str:
    return url_for("members.list_members", _anchor=None, **filters.address(**other))  # type: ignore[arg-type] # the stubs take no dict


def _to_member(member_id: int | None) -> ResponseReturnValue:
    return redirect(url_for("members.show_member", member_id=member_id))


@blueprint.get("/members")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def list_members(scope: Scope) -> ResponseReturnValue:
    filters, today = _asked(), clock.today()
    with reading() as session:
        sums = queries.sum_lines(session, scope, filters, today)
        pages = max(1, ceil(sums.members / queries.PAGE_SIZE))
        page = min(max(1, request.args.get("page", 1, type=int)), pages)
        lines = queries.list_lines(session, scope, filters, today, page)
        known = years.register(session, scope, today)
        missing = queries.count_companies_without_fee(session, scope, today.year)
        names = classes.list_names(session, scope)
    return render_template(
        "members/list.html", filters=filters, sums=sums, lines=lines, page=page, pages=pages, known=known,
        missing=missing, names=names, today=today, url=_url, choices=_years(known, today.year),
        page_url=lambda number: _url(filters) + f"&page={number}",
    )  # fmt: skip


def _years(known: years.Register, this_year: int) -> list[int]:
    """The years to choose between, the next one too: its fees can be made ahead."""
    first = min([each.year for each in known.years] or [this_year])
    last = max([this_year + 1, *(each.year for each in known.years)])
    return list(range(min(last, LAST_YEAR), first - 1, -1))


@blueprint.get("/members/file.<any(csv, xlsx):ending>")
@allow(Role.HUB_ADMIN)
def download_members(scope: Scope, ending: str) -> ResponseReturnValue:
    filters = _asked()
    with reading() as session:
        content = exports.written(
            session, scope, filters, ending, reader=current_reader(), today=clock.today()
        )
    name = f"{_('medlemmar')}-{filters.year}.{ending}"
    attached = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=exports.MEDIA_TYPES[ending], headers=attached)


@blueprint.get("/members/<int:member_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_member(scope: Scope, member_id: int) -> ResponseReturnValue:
    with reading() as session:
        page = services.member_page(session, scope, member_id)
    return render_template("members/show.html", page=page, member=page.member, today=clock.today())


@blueprint.get("/members/new")
@allow(Role.HUB_ADMIN)
def choose_company(scope: Scope) -> ResponseReturnValue:
    words = request.args.get("q", "")[:100].strip()
    with reading() as session:
        found = queries.find_companies_outside(session, scope, words, clock.today()) if words else []
    return render_template("members/choose.html", words=words, found=found, most=queries.CHOICES)


@blueprint.route("/companies/<int:company_id>/membership", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def join(scope: Scope, company_id: int) -> ResponseReturnValue:
    form = MembershipForm()
    with reading() as session:
        company = get_company(session, scope, company_id)
        memberships = queries.list_memberships(session, scope, company_id)
        earlier = [each for each in memberships if not each.never_ran]
        form.offer(classes.list_names(session, scope))
    if not form.is_submitted():
        form.begin(None, clock.today())
    if form.validate_on_submit() and form.joined_on.data:
        with told_on(form):
            with transaction() as session:
                member = services.join(
                    session, scope, company_id, fee_class=form.fee_class.data or "",
                    joined_on=form.joined_on.data, now=clock.now(),
                )  # fmt: skip
            flash(_("%(name)s är medlem.", name=company.name), "success")
            return _to_member(member.id)
    page = render_template("members/join.html", form=form, company=company, earlier=earlier)
    return page, 422 if form.errors or form.form_errors else 200


@blueprint.route("/members/<int:member_id>/change", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def change(scope: Scope, member_id: int) -> ResponseReturnValue:
    form = MembershipForm()
    with reading() as session:
        page = services.member_page(session, scope, member_id)
        form.offer(classes.list_names(session, scope))
    if not form.is_submitted():
        form.begin(page.member, clock.today())
    if form.validate_on_submit() and form.joined_on.data:
        with told_on(form):
            with transaction() as session:
                services.change(
                    session, scope, member_id, fee_class=form.fee_class.data or "",
                    joined_on=form.joined_on.data, now=clock.now(),
                )  # fmt: skip
            flash(_("Uppgifterna är sparade."), "success")
            return _to_member(member_id)
    shown = render_template("members/change.html", form=form, page=page)
    return shown, 422 if form.errors or form.form_errors else 200


@blueprint.route("/members/<int:member_id>/leave", methods=["GET", "POST"])
@allow(Role.HUB_ADMIN)
def leave(scope: Scope, member_id: int) -> ResponseReturnValue:
    form = LeaveForm()
    with reading() as session:
        page = services.member_page(session, scope, member_id)
    if not form.is_submitted():
        form.begin(page.member, clock.today())
    if form.validate_on_submit() and form.left_on.data:
        with told_on(form):
            with transaction() as session:
                services.leave(
                    session, scope, member_id, left_on=form.left_on.data, why=form.why.data or "",
                    now=clock.now(),
                )  # fmt: skip
            flash(_("Utträdet är sparat. Det går att ta tillbaka."), "success")
            return _to_member(member_id)
    shown = render_template("members/leave.html", form=form, page=page)
    return shown, 422 if form.errors or form.form_errors else 200


@blueprint.post("/members/<int:member_id>/stay")
@allow(Role.HUB_ADMIN)
def stay(scope: Scope, member_id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.stay(session, scope, member_id, now=clock.now())
    flash(_("Utträdet är borttaget."), "success")
    return _to_member(member_id)
