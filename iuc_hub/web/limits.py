"""How often somebody may try: kept in the process when embedded, in Redis in production."""

import hashlib
from http import HTTPStatus

from flask import Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from iuc_hub.ordering import swedish_key

limiter = Limiter(key_func=get_remote_address)


def login_limit() -> str:
    """The setting of the running app for one network address."""
    limit: str = current_app.config["LOGIN_LIMIT"]
    return limit


def account_limit() -> str:
    """The setting of the running app for failed attempts at one account, wherever the attempts come from."""
    limit: str = current_app.config["ACCOUNT_LIMIT"]
    return limit


def account_tried() -> str:
    """The account a login is tried for, told by a hash so that the counters hold no addresses."""
    folded = swedish_key(request.form.get("email", "").strip())
    return hashlib.sha256(folded.encode()).hexdigest()


def login_failed(response: Response) -> bool:
    """Whether the attempt counts against its account: who gives the right password is sent on."""
    return response.status_code != HTTPStatus.FOUND
