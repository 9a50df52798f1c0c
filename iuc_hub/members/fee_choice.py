"""What the list's boxes and day say when several fees are marked at once."""

from datetime import date

from werkzeug.datastructures import MultiDict

from iuc_hub.errors import N_, InputError


def chosen_fees(form: MultiDict[str, str]) -> list[int]:
    """The ticked fees; what is no number is left out."""
    return [int(each) for each in form.getlist("fee") if each.isascii() and each.isdigit() and len(each) < 10]  # noqa: PLR2004 - what an id can hold


def chosen_day(form: MultiDict[str, str]) -> date:
    """The day the money came.

    Raises:
        InputError: no day.
    """
    try:
        return date.fromisoformat(form.get("paid_on", ""))
    except ValueError:
        raise InputError(N_("Skriv dagen pengarna kom, senast idag."), field="paid_on") from None
