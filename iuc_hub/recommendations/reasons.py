"""Why a support was passed over or declined, as short lists to choose from."""

from collections.abc import Mapping

from iuc_hub.errors import N_, InputError

OTHER = "other"

REJECTED: Mapping[str, str] = {
    "not_relevant": N_("Passar inte behovet"),
    "already_using": N_("Använder det redan"),
    "too_much_work": N_("För mycket arbete"),
    "too_small": N_("För litet belopp"),
    "bad_timing": N_("Fel tidpunkt"),
    "trusts_another": N_("Har förtroende för någon annan"),
    OTHER: N_("Annat skäl"),
}
"""An advisor's reasons, code to words."""

DECLINED: Mapping[str, str] = {
    "not_relevant": N_("Det är inte det vi behöver"),
    "already_using": N_("Vi har det redan"),
    "too_much_work": N_("Det tar för mycket tid"),
    "too_small": N_("Det ger för lite"),
    "bad_timing": N_("Fel tidpunkt"),
    OTHER: N_("Något annat"),
}
"""A company's reasons for its no, code to words."""


def checked(reasons: Mapping[str, str], code: str, comment: str) -> str:
    """The code, if the list has it and an *other* is explained.

    Raises:
        InputError: no or an unknown reason, or another reason without its words.
    """
    if code not in reasons:
        raise InputError(N_("Välj ett skäl i listan."), field="reason")
    if code == OTHER and not comment.strip():
        raise InputError(N_("Skriv skälet med några ord."), field="comment")
    return code
