"""A form that was sent after somebody else's change: what its sender left alone says what stands now."""

from collections.abc import Sequence

from iuc_hub.catalogue.models import Support, SupportRevision
from iuc_hub.catalogue.writing.forms import SupportForm
from iuc_hub.catalogue.writing.reading import Words, words_of
from iuc_hub.catalogue.writing.rule_rows import RuleRow
from iuc_hub.catalogue.writing.unchanged import as_typed


def refill(form: SupportForm, opened: SupportRevision, support: Support, language: str) -> None:
    """Let every field that was sent as it was ``opened`` say what the support says; what was typed stays.

    What stands now is other words than those that the sender has compared with the source.
    """
    before = words_of(opened.record, support.id, opened.effort_days, language)
    now = words_of(support.record, support.id, support.effort_days, language)
    for name, value in now.values.items():
        if _plain(name, form[name].data) == _plain(name, before.values[name]):
            form[name].data, form[name].raw_data = value, None
    _refill_rows(form, before, now)
    form.compared.data = False


def _refill_rows(form: SupportForm, before: Words, now: Words) -> None:
    if sorted(each for each in form.cutoffs.data if each) == sorted(before.cutoffs):
        form.say_days(now.cutoffs)
    form.say_rules(_rules([row for _number, row in form.rules], before.rules, now.rules))


def _rules(typed: Sequence[RuleRow], before: Sequence[RuleRow], now: Sequence[RuleRow]) -> Sequence[RuleRow]:
    """The rules as typed, without those left alone that are gone by now, with those that have come."""
    if typed == before:
        return now
    left = [row for row in typed if row not in before or row in now]
    return [*left, *(row for row in now if row not in before and row not in typed)]


def _plain(name: str, value: object) -> object:
    if isinstance(value, str):
        return as_typed(name, value) or None
    return sorted(map(str, value)) or None if isinstance(value, list) else value or None
