"""Settings: production refuses what is only safe on one's own machine."""

import stat
from pathlib import Path

import pytest
from pydantic import ValidationError

from iuc_hub.config import Mode, Settings
from iuc_hub.web.secret import signing_key

SAFE = {
    "mode": Mode.PRODUCTION,
    "secret_key": "x" * 40,
    "secure_cookies": True,
    "show_outbox": False,
    "database_url": "postgresql+psycopg://hub@db/hub",
    "redis_url": "redis://queue/0",
    "smtp_url": "smtp://hub:secret@mail.example:587",
}


def settings(**changed: object) -> Settings:
    return Settings.model_validate(SAFE | changed)


def test_production_starts_with_safe_settings() -> None:
    assert settings().mode is Mode.PRODUCTION


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("secret_key", None),
        ("secure_cookies", False),
        ("show_outbox", True),
        ("database_url", "sqlite:///hub.sqlite3"),
        ("redis_url", None),
        ("smtp_url", None),
    ],
)
def test_production_refuses_an_unsafe_setting_and_names_it(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match=f"IUC_{name.upper()}"):
        settings(**{name: value})


@pytest.mark.parametrize("mode", Mode)
def test_a_short_secret_is_refused_everywhere(mode: Mode) -> None:
    with pytest.raises(ValidationError, match="at least 32 characters"):
        settings(mode=mode, secret_key="short")


def test_no_database_is_signed_for_with_a_key_that_others_know(tmp_path: Path) -> None:
    """The key is made once, stays the same, is another for another database, and nobody else can read it."""
    embedded = Settings.model_validate({"mode": Mode.EMBEDDED})
    one, other = tmp_path / "new" / "one.sqlite3", tmp_path / "other.sqlite3"
    key = signing_key(embedded, f"sqlite:///{one}")
    assert len(key) >= 32
    assert signing_key(embedded, f"sqlite:///{one}") == key
    assert signing_key(embedded, f"sqlite:///{other}") != key
    assert stat.S_IMODE((tmp_path / "new" / "one.sqlite3-secret").stat().st_mode) == 0o600
    assert [path.name for path in one.parent.iterdir()] == ["one.sqlite3-secret"]


def test_a_database_in_memory_has_a_key_that_ends_with_the_process() -> None:
    embedded = Settings.model_validate({"mode": Mode.EMBEDDED})
    assert signing_key(embedded, "sqlite://") != signing_key(embedded, "sqlite://")


def test_the_key_of_the_settings_is_used_where_it_is_set(tmp_path: Path) -> None:
    assert signing_key(settings(), f"sqlite:///{tmp_path / 'one.sqlite3'}") == "x" * 40
    assert list(tmp_path.iterdir()) == []


def test_settings_cannot_be_changed_after_the_start() -> None:
    with pytest.raises(ValidationError):
        settings().port = 9000
