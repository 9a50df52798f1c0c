"""The needs so far, as the side of the interview lists them: computed, with the advisor's own rankings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from iuc_hub.interviews.models import Need, Priority
from surveys import findings


@dataclass(frozen=True)
class LiveNeed:
    """One need so far: its title by language and, for each language, what shows it."""

    identity: str
    priority: Priority
    score: int
    title: Mapping[str, str]
    note: Mapping[str, str]


def live_needs(found: Iterable[findings.Need], stored: Sequence[Need]) -> tuple[LiveNeed, ...]:
    """What the answers show now, with overrides kept from before and the needs the advisor wrote."""
    overrides = {each.identity: each.override_priority for each in stored}
    needs = [_derived(each, overrides.get(each.identity)) for each in found]
    needs += [_own(each) for each in stored if each.is_own and each.withdrawn_at is None]
    return tuple(sorted(needs, key=lambda need: (need.priority.rank, -need.score)))


def _derived(need: findings.Need, override: Priority | None) -> LiveNeed:
    shown = [each for each in need.reasons if each.kind != "rating"]
    languages = need.title.words
    note = {
        language: ". ".join(f"{each.question}: {each.brief.say(language)}" for each in shown)
        for language in languages
    }
    priority = override or Priority(need.priority)
    return LiveNeed(need.identity, priority, need.score, need.title.as_dict(), note)


def _own(need: Need) -> LiveNeed:
    return LiveNeed(need.identity, need.shown_priority, need.score, need.title, {})
