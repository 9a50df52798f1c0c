"""The settings, read once from the environment (prefix ``IUC_``) into one frozen object."""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_LENGTH = 32


class Mode(StrEnum):
    EMBEDDED = "embedded"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Every setting, with what it does; `docs/operations.md` lists the same names."""

    model_config = SettingsConfigDict(env_prefix="IUC_", frozen=True, extra="ignore")

    mode: Mode = Field(
        Mode.EMBEDDED, description="embedded: one machine, no other services. production: PostgreSQL, Redis."
    )
    database_url: str = Field(
        "sqlite:///var/iuc-hub.sqlite3",
        description="Where everything is stored; sqlite:/// or postgresql+psycopg://.",
    )
    redis_url: str | None = Field(
        None, description="The queue and the rate limits in production; unused when embedded."
    )
    secret_key: str | None = Field(
        None,
        min_length=SECRET_LENGTH,
        description="Signs sessions and forms, 32 characters or more; embedded makes its own and keeps it.",
    )
    public_url: str = Field("http://127.0.0.1:8000", description="The address in links that are mailed out.")
    host: str = Field("127.0.0.1", description="The address the web server listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port the web server listens on.")
    secure_cookies: bool = Field(False, description="Send cookies over HTTPS only; production requires true.")
    session_hours: int = Field(
        12, ge=3, le=72, description="How long a login lasts; a visit takes two hours."
    )
    link_days: int = Field(30, ge=1, le=365, description="How long a company's link works.")
    link_uses: int = Field(
        30, ge=1, le=1000, description="How many times a company's link may start a session."
    )
    login_limit: str = Field(
        "10 per minute", description="Login attempts per network address, in Flask-Limiter's notation."
    )
    account_limit: str = Field(
        "20 per hour", description="Failed login attempts per account, wherever they come from."
    )
    smtp_url: str | None = Field(
        None,
        pattern=r"^smtps?://",
        description="smtp(s)://user:password@host:port; without it mail stays in the outbox.",
    )
    mail_from: str = Field("hubben@example.org", description="The sender's address of outgoing mail.")
    upload_megabytes: int = Field(
        10, ge=2, le=100, description="How large a file may be that somebody hands in, in megabytes."
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=5,
        description="How many proxies stand in front; the visitor's address is read from theirs.",
    )
    show_outbox: bool = Field(True, description="Show unsent mail at /dev/outbox; production requires false.")
    log_format: str = Field(
        "text", pattern="^(text|json)$", description="text for people, json for collectors."
    )
    lease_seconds: float = Field(60, gt=0, description="How long a runner keeps a job without a heartbeat.")
    poll_seconds: float = Field(1, gt=0, description="How often the embedded runner looks for jobs.")

    @model_validator(mode="after")
    def refuse_unsafe_production(self) -> Self:
        """Production without a secret, with plain cookies or a readable outbox does not start."""
        if self.mode is not Mode.PRODUCTION:
            return self
        problems = [
            (self.secret_key is None, "IUC_SECRET_KEY must be set, 32 characters or more"),
            (not self.secure_cookies, "IUC_SECURE_COOKIES must be true"),
            (self.show_outbox, "IUC_SHOW_OUTBOX must be false: the outbox holds companies' links"),
            (self.database_url.startswith("sqlite"), "IUC_DATABASE_URL must name a PostgreSQL database"),
            (not self.smtp_url, "IUC_SMTP_URL must name the mail server: without it letters wait unseen"),
            (not self.redis_url, "IUC_REDIS_URL must name the queue"),
        ]
        wrong = [text for is_wrong, text in problems if is_wrong]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self
