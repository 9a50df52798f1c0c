"""How often somebody may try: kept in the process when embedded, in Redis in production."""

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address)


def login_limit() -> str:
    """The setting of the running app."""
    limit: str = current_app.config["LOGIN_LIMIT"]
    return limit
