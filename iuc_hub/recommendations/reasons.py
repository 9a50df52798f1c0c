"""Why a support was passed over or declined, as short lists to choose from."""

from collections.abc import Mapping

from iuc_hub.errors import N_, InputError
from iuc_hub.recommendations.models import RecommendationState as State

OTHER = "other"

REJECTED: Mapping[str, str] = {
    "not_relevant": N_("Passar inte behovet"),
    "wrong_help": N_("Fel slags hjälp"),
    "already_using": N_("Använder det redan"),
    "too_much_work": N_("För mycket arbete"),
    "too_small": N_("För litet belopp"),
    "bad_timing": N_("Fel tidpunkt"),
    "too_far": N_("För långt bort"),
    "trusts_another": N_("Har förtroende för någon annan"),
    OTHER: N_("Annat skäl"),
}
"""An advisor's reasons, code to words."""

DECLINED: Mapping[str, str] = {
    "not_relevant": N_("Det är inte det vi behöver"),
    "wrong_help": N_("Vi behöver en annan sorts hjälp"),
    "already_using": N_("Vi har det redan"),
    "too_much_work": N_("Det tar för mycket tid"),
    "too_small": N_("Det ger för lite"),
    "bad_timing": N_("Fel tidpunkt"),
    "too_far": N_("Det är för långt bort"),
    OTHER: N_("Något annat"),
}
"""A company's reasons for its no, code to words."""

REFUSED: Mapping[str, str] = {
    "criteria": N_("Uppfyllde inte villkoren"),
    "competition": N_("Andra gick före"),
    "incomplete": N_("Ansökan var ofullständig"),
    "money_gone": N_("Pengarna var slut"),
    OTHER: N_("Annat skäl"),
}
"""Why a company was refused, code to words."""

ABANDONED: Mapping[str, str] = {
    "no_time": N_("Hann inte"),
    "plans_changed": N_("Planerna ändrades"),
    "other_way": N_("Löste det på annat sätt"),
    "too_costly": N_("Den egna delen blev för dyr"),
    OTHER: N_("Annat skäl"),
}
"""Why it was begun and not ended, code to words."""

WITHDRAWN: Mapping[str, str] = {
    "not_possible": N_("Företaget kan inte få det"),
    "closed": N_("Stödet är stängt eller slut"),
    "wrong_need": N_("Det passade inte behovet"),
    "already_solved": N_("Behovet är löst på annat sätt"),
    OTHER: N_("Annat skäl"),
}
"""Why the hub took back what it had sent, code to words; the company reads it."""


def of(state: State) -> Mapping[str, str]:
    """The list that a state's reason is chosen from; empty where it takes none."""
    lists = {
        State.REJECTED: REJECTED, State.DECLINED: DECLINED, State.REFUSED: REFUSED,
        State.ABANDONED: ABANDONED, State.WITHDRAWN: WITHDRAWN,
    }  # fmt: skip
    return lists.get(state, {})


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
