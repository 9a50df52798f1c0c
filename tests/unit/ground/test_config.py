"""Settings: production refuses what is only safe on one's own machine."""

import pytest
from pydantic import ValidationError

from iuc_hub.config import Mode, Settings

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
        ("secret_key", "for-development-only-never-in-production"),
        ("secret_key", "short"),
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


def test_settings_cannot_be_changed_after_the_start() -> None:
    with pytest.raises(ValidationError):
        settings().port = 9000
