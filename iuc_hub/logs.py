"""How events are logged: readable lines for people, JSON for collectors, never a person's words."""

import logging
import sys

import structlog
from structlog.stdlib import ProcessorFormatter

from iuc_hub.config import Settings

OURS = ("iuc_hub", "workers", "__main__")
"""Loggers whose events are told from INFO up; libraries speak from WARNING up."""


def set_up_logs(settings: Settings) -> None:
    """Send every log line, the libraries' too, to standard error in the settings' format."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.PositionalArgumentsFormatter()],
            processors=[ProcessorFormatter.remove_processors_meta, *_renderers(settings)],
        )
    )
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)


def _renderers(settings: Settings) -> list[structlog.typing.Processor]:
    """A trace without local variables: they hold letters, addresses and the settings' secrets."""
    if settings.log_format == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    ]
