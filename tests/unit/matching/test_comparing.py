"""Two models beside each other on the same decisions."""

from matching.learned.comparing import Quality, compare
from matching.learned.decided import LearnedFrom, standing
from matching.learned.neighbours import Neighbours
from matching.learning import learn
from tests.unit.matching.history import NAMES, POLICY, SUPPORTS, TODAY, WORTH, decided, history, values_of


def test_a_model_that_learned_from_earlier_decisions_is_seen_to_be_better_on_later_ones() -> None:
    past, later = history(400, seed=21), history(200, seed=22)
    table = Neighbours(learn(past.rows, POLICY, TODAY, worth=WORTH), SUPPORTS, NAMES)
    old, new = {}, {}
    for number, (asked, scores) in enumerate(zip(later.profiles, later.scores, strict=True)):
        taught = scores + 20 * values_of(table, asked)
        old[f"22-{number}"] = dict(zip(SUPPORTS, map(float, scores), strict=True))
        new[f"22-{number}"] = dict(zip(SUPPORTS, map(float, taught), strict=True))
    found = compare(old, new, standing(later.rows, POLICY, TODAY), POLICY)
    assert found.decisions == len(later.rows)
    assert found.new.top_5 > found.old.top_5  # type: ignore[operator]
    assert found.new.order > found.old.order  # type: ignore[operator]
    assert found.new.log_loss < found.old.log_loss  # type: ignore[operator]
    assert len(found.gaining) > len(found.losing)


def test_it_names_the_needs_that_gain_and_lose() -> None:
    many = {f"x{number}": 50.0 for number in range(5)}
    up, down = {**many, "s": 60.0}, {**many, "s": 40.0}
    rows: list[LearnedFrom] = [decided(1), decided(2), decided(3, "rejected")]
    found = compare({"n1": up, "n2": down, "n3": up}, {"n1": down, "n2": up, "n3": down}, rows, POLICY)
    assert (found.gaining, found.losing) == (("n2",), ("n1",))
    assert found.old == Quality(top_5=0.5, order=None, log_loss=None)


def test_decisions_that_a_model_has_no_score_for_are_left_out_and_nothing_gives_no_figures() -> None:
    found = compare({}, {"n1": {"s": 1.0}}, [decided(1), decided(2, "later")], POLICY)
    assert (found.decisions, found.needs) == (0, 0)
    assert found.new == Quality(None, None, None)
