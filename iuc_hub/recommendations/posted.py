"""The company's answer as it stands in the request."""

from flask import request

from iuc_hub.recommendations.replies import Reply

FACT = "fact-"
"""What the names of a reply's answered questions begin with."""


def posted_reply() -> Reply:
    """The company's press on one of the three buttons, as it stands in the request."""
    return Reply(
        answer=request.form.get("svar", ""),
        revision=request.form.get("revision", 0, type=int),
        reason=request.form.get("reason", ""),
        comment=request.form.get("kommentar", ""),
        facts={
            name.removeprefix(FACT): value for name, value in request.form.items() if name.startswith(FACT)
        },
    )
