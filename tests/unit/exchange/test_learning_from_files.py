"""Decisions in a file: what match and evaluate learn from them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
from click.testing import CliRunner

from iuc_hub import taxonomy
from iuc_hub.cli.learned import compared, lessons, told_apart
from iuc_hub.cli.main import main
from iuc_hub.exchange.needs import parse_needs
from iuc_hub.exchange.supports import parse_supports
from matching.changes.scored import scores_of
from matching.engine import judged
from matching.index import Index
from matching.learned.chance import fold_of
from matching.learned.decided import rows_of
from matching.learned.policy import default_policy
from matching.learned.taught import taught_rows
from matching.learning import EMPTY, Learned
from matching.model import default_model
from matching.profiles import profiles
from matching.types import Decision, Need

EXAMPLES = Path(__file__).parents[3] / "examples"
SUPPORTS = parse_supports((EXAMPLES / "supports.jsonl").read_text(encoding="utf-8"), "s")
NEEDS = parse_needs((EXAMPLES / "needs.jsonl").read_text(encoding="utf-8"), "n")
INDEX = Index(default_model(), SUPPORTS)
ROBOT = "exempel-robotgenomgang"
LOAN = "exempel-agarskifteslan"


def learned_from(
    decisions: list[Decision], needs: Sequence[Need], as_of: date | None = None, hub: str | None = None
) -> Learned:
    return lessons(told_apart(decisions, None), needs, INDEX, as_of=as_of).learned(hub=hub)


def taken(count: int, **fields: str) -> list[Decision]:
    return [
        Decision("n1" if at == 0 else f"old{at}", ROBOT, "granted", at=date(2026, 11, 1), **fields)
        for at in range(count)
    ]


def test_without_decisions_nothing_is_learned() -> None:
    assert learned_from([], NEEDS) == EMPTY


def test_what_a_need_is_about_is_read_from_the_needs() -> None:
    found = learned_from(taken(6), NEEDS)
    assert found.needs["n1"]["theme:production_automation"] > 0.5
    assert set(found.needs["old1"]) == {"any"}
    assert found.day == date(2026, 11, 24)


def test_decisions_after_the_day_asked_for_are_not_known() -> None:
    assert learned_from(taken(6), NEEDS, as_of=date(2026, 10, 31)) == EMPTY


def test_a_hub_is_taught_by_its_own_rows_only() -> None:
    ours, theirs = (
        taken(6, hub="ours"),
        [Decision(f"x{at}", ROBOT, "rejected", hub="theirs") for at in range(9)],
    )
    assert learned_from(ours + theirs, NEEDS, hub="ours") == learned_from(
        ours, NEEDS, as_of=date(2026, 11, 24)
    )


def test_decisions_without_advisors_are_told_apart_only_where_nobody_is_named_or_it_is_asked_for() -> None:
    nameless, some = taken(6), [*taken(6), Decision("x", ROBOT, "accepted", advisor="a")]
    assert len({each.advisor for each in told_apart(nameless, None)}) == 6
    assert {each.advisor for each in told_apart(some, None)} == {"", "a"}
    assert {each.advisor for each in told_apart(nameless, "together")} == {""}
    assert len({each.advisor for each in told_apart(some, "apart")}) == 7


def test_versions_are_compared_on_needs_that_taught_neither() -> None:
    """A loan is granted to needs of one fold alone: what it rises by for them was learned from themselves."""
    fold = [at for at in range(200) if fold_of(f"m{at}") == 0][:12]
    asked = [replace(NEEDS[0], id=f"m{at}") for at in fold]
    decisions = [Decision(need.id, LOAN, "granted", advisor=f"a{at % 3}") for at, need in enumerate(asked)]
    given = lessons(decisions, asked, INDEX)
    taught = scores_of(given.taught(given.learned()), asked, None, taxonomy.hierarchies())
    assert LOAN in sorted(taught["m" + str(fold[0])].items(), key=lambda each: -each[1])[4]
    found = compared(given, asked)
    assert found.decisions == 12
    assert found.old == found.new
    assert found.new.top_5 == 0
    assert found.gaining == ()


def written(folder: Path) -> list[str]:
    """Eighty needs, and what seven advisors decided on four supports for each; the options that name the files."""
    rows = [json.loads(line) for line in (EXAMPLES / "needs.jsonl").read_text(encoding="utf-8").splitlines()]
    needs = [{**rows[at % 4], "id": f"m{at}"} for at in range(80)]
    kinds = cycle(("accepted", "accepted", "rejected", "declined", "sent"))
    decisions = [
        {"need": need["id"], "support": support.id, "decision": next(kinds), "advisor": f"a{at % 7}"}
        for at, need in enumerate(needs)
        for support in SUPPORTS[:4]
    ]
    for name, lines in (("needs", needs), ("decisions", decisions)):
        (folder / name).write_text("".join(json.dumps(each) + "\n" for each in lines))
    files = ["--needs", str(folder / "needs"), "--decisions", str(folder / "decisions")]
    return ["--supports", str(EXAMPLES / "supports.jsonl"), *files]


def test_evaluate_tells_how_chances_met_what_was_decided(tmp_path: Path) -> None:
    options = [*written(tmp_path), "--qrels", str(tmp_path / "qrels")]
    (tmp_path / "qrels").write_text(f"m0\t{ROBOT}\t3\n")
    result = json.loads(CliRunner().invoke(main, ["evaluate", *options]).stdout)
    learned = result["learned"]
    assert learned["decisions"] == 320
    assert learned["voters"] == 7
    assert learned["supports"] == 4
    assert sum(each["count"] for each in learned["reliability"]["bins"]) == 320
    assert 0 <= learned["reliability"]["gap"] < 0.2
    assert result["comparison"]["decisions"] > 200
    assert set(result["comparison"]["old"]) == {"top_5", "order", "log_loss"}


def test_chances_are_fitted_on_the_scores_that_the_taught_engine_shows() -> None:
    policy, lists = default_policy(), taxonomy.hierarchies()
    asked = [replace(NEEDS[at % len(NEEDS)], id=f"m{at}") for at in range(12)]
    decisions = [Decision(need.id, ROBOT, "accepted", advisor=f"a{at % 3}") for at, need in enumerate(asked)]
    learned = learned_from(decisions, asked)
    model = default_model().with_learned("taught", learned)
    days = [need.as_of or date.min for need in asked]
    known = profiles(INDEX, asked, days)
    about = {need.id: known.profile(at) for at, need in enumerate(asked)}
    plain, taught = (judged(each, asked, [[ROBOT]] * 12, lists) for each in (INDEX, INDEX.under(model)))
    matches = {(need.id, ROBOT): match for need, (match,) in zip(asked, plain, strict=True)}
    rows = rows_of(decisions, about, matches, policy)
    worth = model.points_["decisions"]
    scores = taught_rows(
        rows, lambda row: learned.value(row.support, row.profile, row.need), worth, policy, days[0]
    )
    shown = [match.score for (match,) in taught]
    assert [row.score for row in scores] == pytest.approx(shown, abs=0.11)
    assert all(each > match.score for each, (match,) in zip(shown, plain, strict=True))


def test_match_tells_the_chance_and_what_decisions_gave(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["match", *written(tmp_path), "--format", "jsonl", "--include-blocked"])
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    matches = [each for record in records for each in record["matches"]]
    assert all(("chance" in each) == (each["verdict"] != "blocked") for each in matches)
    moved = [each for each in matches if each["contributions"][-1]["points"]]
    assert moved
    assert all("liknande behov" in each["explanation"] or "liknar" in each["explanation"] for each in moved)
    nobody = CliRunner().invoke(main, ["match", *written(tmp_path), "--hub", "other", "--format", "jsonl"])
    assert not any(
        each["contributions"][-1]["points"] or "chance" in each
        for line in nobody.stdout.splitlines()
        for each in json.loads(line)["matches"]
    )
