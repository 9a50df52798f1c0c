"""Log in, log out, choose a language."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from iuc_hub import clock
from iuc_hub.accounts import access, services
from iuc_hub.accounts.access import public
from iuc_hub.accounts.forms import LoginForm
from iuc_hub.db import transaction
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


@blueprint.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    language = "en" if request.form.get("language") == "en" else "sv"
    session["language"] = language
    if current_user.is_authenticated:
        with transaction() as db_session:
            services.choose_language(db_session, current_user.user.id, language)
    return redirect(access.safe_next(request.form.get("next")) or url_for("home"))
