"""An index under another model takes over what both read alike, and is figure for figure one that was made anew."""

from functools import cache

import pytest

from iuc_hub.demo.data import example_supports
from iuc_hub.exchange.supports import parse_supports
from matching.index import Index
from matching.model import Model, default_model
from matching.preparing import Prepared
from matching.types import Support
from matching.words.concepts import Addition
from tests.unit.matching.cases import support

GIVEN = (
    Addition("robot", "oberoende"),
    Addition("robot", "expert"),
    Addition("energy_efficiency", "kylmaskinerna"),
    Addition("robot", "*maskin"),
    Addition("robot", "lönar_sig"),
    Addition("robot", "räknar+produktion"),
    Addition("robot", "ingenstans"),
    Addition("robot", "produktionslinjen"),
    Addition("nytt", "expert produktion*", "energy", ("robot",), ("export",)),
    Addition("tomt", "ingenstans", "digitalisation", (), ("robot",)),
)


@cache
def supports() -> tuple[Support, ...]:
    """The example catalogue, with a word cut short that only one concept begins like."""
    cut = support("cut", description="Räknar på produktionslin och annat med oberoende expert.")
    return (*parse_supports(example_supports(), "example"), support(), cut)


def figures(index: Index) -> list[tuple[object, ...]]:
    return [plain(each) for each in index._prepared]


def plain(each: Prepared) -> tuple[object, ...]:
    rows = (*each.concepts, *each.title, each.helps, each.themes, each.declared)
    told = {name: sorted(value.items()) for name, value in (("m", each.mentioned), ("t", each.titled))}
    return each.support, each.said, told, sorted(each.words), each.terms, [row.tolist() for row in rows]


def named(*additions: Addition) -> Model:
    known = {each.concept for each in GIVEN[-2:]} | set(default_model().lexicon.ids)
    return default_model().with_additions("own", [each for each in additions if each.concept in known])


@pytest.mark.parametrize("added", GIVEN, ids=lambda each: each.cues)
def test_with_added_words_and_without_them_again(added: Addition) -> None:
    model = named(added)
    plain_one = Index(default_model(), supports())
    taken, anew = plain_one.under(model), Index(model, supports())
    assert figures(taken) == figures(anew)
    assert figures(taken.under(default_model())) == figures(plain_one)


def test_from_some_words_to_others() -> None:
    one, other = named(*GIVEN[:5]), named(*GIVEN[4:])
    assert figures(Index(one, supports()).under(other)) == figures(Index(other, supports()))


def test_texts_that_the_words_are_not_in_are_not_read_again() -> None:
    index = Index(default_model(), supports())
    other = index.under(named(Addition("robot", "ingenstans")))
    kept = zip(index._prepared, other._prepared, strict=True)
    assert all(one is another for one, another in kept)


def test_an_index_that_holds_other_supports_keeps_what_it_knew_of_the_same() -> None:
    index = Index(default_model(), supports())
    changed = support("cut", description="Något helt annat.")
    wanted = (changed, *supports()[5:9], support("ny"))
    held = index.holding(wanted, default_model())
    assert held.supports == wanted
    assert figures(held) == figures(Index(default_model(), wanted))
    assert held._prepared[1] is index._prepared[5]
