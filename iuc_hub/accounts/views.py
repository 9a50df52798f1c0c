"""Log in, log out, choose a password by a link, choose a language."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from iuc_hub import clock
from iuc_hub.accounts import access, account_links, services
from iuc_hub.accounts.access import public
from iuc_hub.accounts.forms import LoginForm, PasswordForm
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on
from iuc_hub.web.limits import account_limit, account_tried, limiter, login_failed, login_limit

blueprint = Blueprint("accounts", __name__, template_folder="templates")


@blueprint.get("/login")
@public
def login() -> ResponseReturnValue:
    form = LoginForm(formdata=None, next=access.safe_next(request.args.get("next")) or "")
    return render_template("accounts/login.html", form=form)


@blueprint.post("/login")
@limiter.limit(login_limit)
@limiter.limit(account_limit, key_func=account_tried, deduct_when=login_failed)
@public
def log_in() -> ResponseReturnValue:
    form = LoginForm()
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as db_session:
                user = services.authenticate(
                    db_session,
                    email=form.email.data or "",
                    password=form.password.data or "",
                    now=clock.now(),
                )
            access.begin_user_session(user)
            return redirect(access.safe_next(form.next.data) or url_for("home"))
    return render_template("accounts/login.html", form=form), 422


@blueprint.post("/logout")
@public
def log_out() -> ResponseReturnValue:
    access.end_session()
    return redirect(url_for("accounts.login"))


@blueprint.get("/a/<token>")
@public
def open_account_link(token: str) -> ResponseReturnValue:
    """Show whom the link is for; opening it changes nothing."""
    with reading() as db_session:
        user = account_links.get_user_of(db_session, token, clock.now())
    return render_template("accounts/password.html", form=PasswordForm(), user=user)


@blueprint.post("/a/<token>")
@limiter.limit(login_limit)
@public
def choose_password(token: str) -> ResponseReturnValue:
    form, now = PasswordForm(), clock.now()
    with reading() as db_session:
        user = account_links.get_user_of(db_session, token, now)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as db_session:
                user = account_links.choose_password(db_session, token, form.password.data or "", now)
            access.begin_user_session(user)
            return redirect(url_for("home"))
    return render_template("accounts/password.html", form=form, user=user), 422


@blueprint.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    language = "en" if request.form.get("language") == "en" else "sv"
    session["language"] = language
    if current_user.is_authenticated:
        with transaction() as db_session:
            services.choose_language(db_session, current_user.user.id, language)
    return redirect(access.safe_next(request.form.get("next")) or url_for("home"))
