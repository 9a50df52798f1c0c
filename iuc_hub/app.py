"""Builds the web application: settings, database, languages, errors, then every feature's views."""

from datetime import timedelta
from importlib import import_module

import structlog
from flask import Flask, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from iuc_hub import db
from iuc_hub.accounts.access import current_scope, login_manager, public
from iuc_hub.config import Mode, Settings
from iuc_hub.navigation import HOMES, page_context
from iuc_hub.web.excerpts import opening
from iuc_hub.web.format import FILTERS
from iuc_hub.web.language import babel, page_language
from iuc_hub.web.limits import limiter
from iuc_hub.web.names import NAME_FILTERS
from iuc_hub.web.problems import init_problems
from iuc_hub.web.requests import init_requests
from iuc_hub.web.secret import signing_key
from iuc_hub.web.security import init_security
from iuc_hub.web.sizes import init_sizes

FEATURES = (
    "accounts",
    "uploads",
    "companies",
    "companies.importing",
    "interviews",
    "interviews.importing",
    "catalogue",
    "recommendations",
    "members",
    "reports",
    "desk",
    "desk.merging",
    "administration",
)
MAX_REQUEST_BYTES = 2_000_000
csrf = CSRFProtect()
log = structlog.get_logger()


def create_app(
    settings: Settings | None = None, *, database: db.Database | None = None, testing: bool = False
) -> Flask:
    """The application under these settings; opens the database but leaves its schema as it is."""
    settings = settings or Settings()
    database = database or db.Database(settings.database_url)
    db.use(database)
    app = Flask("iuc_hub", template_folder="web/templates", static_folder="web/static")
    app.testing = testing
    app.config.update(_flask_config(settings), SECRET_KEY=signing_key(settings, database.url))
    app.extensions["iuc_settings"] = settings
    init_sizes(app, settings.upload_megabytes)
    csrf.init_app(app)
    login_manager.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=page_language)
    app.jinja_env.filters.update(FILTERS | NAME_FILTERS | {"opening": opening})
    app.jinja_env.add_extension("jinja2.ext.do")
    app.context_processor(page_context)
    init_problems(app)
    init_requests(app)
    init_security(app)
    for feature in FEATURES:
        app.register_blueprint(import_module(f"iuc_hub.{feature}.views").blueprint)
    app.add_url_rule("/", "home", home)
    if settings.trusted_proxies:
        proxies = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign] # the documented way
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign] # the documented way to wrap a Flask app
        app.wsgi_app, root=app.static_folder, prefix="static/", autorefresh=settings.mode is Mode.EMBEDDED
    )
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SESSION_COOKIE_NAME": "iuc_hub",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=settings.session_hours),
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "WTF_CSRF_TIME_LIMIT": None,
        "BABEL_DEFAULT_LOCALE": "sv",
        "BABEL_TRANSLATION_DIRECTORIES": "web/translations",
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_HEADERS_ENABLED": False,
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "LOGIN_LIMIT": settings.login_limit,
        "ACCOUNT_LIMIT": settings.account_limit,
    }


@public
def home() -> ResponseReturnValue:
    """The first page of whoever is logged in."""
    scope = current_scope()
    return redirect(url_for(HOMES[scope.role] if scope else "accounts.login"))
