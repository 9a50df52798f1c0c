"""The key that signs sessions and forms: the setting's, or one made for this database and kept beside it."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy import make_url

from iuc_hub.config import SECRET_LENGTH, Settings


def signing_key(settings: Settings, database_url: str) -> str:
    """The key of the settings; without one, the SQLite file's own, else one that lasts as long as the process."""
    if settings.secret_key is not None:
        return settings.secret_key
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return kept_key(Path(f"{url.database}-secret"))
    return secrets.token_urlsafe(SECRET_LENGTH)


def kept_key(path: Path) -> str:
    """The key in the file, which only its owner can read; made if it is not there, once whoever comes at once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".secret-") as made:
            made.write(secrets.token_urlsafe(SECRET_LENGTH))
            made.flush()
            with suppress(FileExistsError):  # another process was first, and its key counts
                os.link(made.name, path)
    return path.read_text(encoding="ascii")
