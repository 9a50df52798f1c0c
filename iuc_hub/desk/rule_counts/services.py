"""How many of the hub's companies a support's rules let in, rule by rule, and how many each rule alone keeps out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.company_rules import company_rules, facts_asked
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.queries import get_support
from iuc_hub.catalogue.records import known_support
from iuc_hub.catalogue.rule_words import rule_words
from iuc_hub.companies.known_together import known_companies
from iuc_hub.web.format import Reader
from matching.changes.what_if import Counts, RuleCounts, count_by_rule


@dataclass(frozen=True)
class RuleLine:
    """One rule in words with what it answers; ``gained`` is how many more could have the support without it."""

    text: str
    counts: RuleCounts
    gained: int


@dataclass(frozen=True)
class RuleCountsPage:
    """All of a support's rules against all of the hub's companies, whether it can be applied for today or not."""

    support: Support
    counts: Counts
    lines: Sequence[RuleLine]


def rule_counts_page(
    session: Session, scope: Scope, support_id: str, *, today: date, reader: Reader
) -> RuleCountsPage:
    """Every rule but the days, with the hub's companies counted, in at most four selects.

    Raises:
        NotFound: for another hub's support.
    """
    support = get_support(session, scope, support_id, drafts=True)
    rules = company_rules(known_support(support.record, support.id))
    companies = known_companies(session, scope, facts_asked(rules), today)
    whole, counted = count_by_rule(rules, companies, today, taxonomy.hierarchies())
    lines = [RuleLine(rule_words(each.rule, reader), each, each.without.yes - whole.yes) for each in counted]
    return RuleCountsPage(support, whole, lines)
