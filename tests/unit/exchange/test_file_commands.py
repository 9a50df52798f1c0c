"""match, eligibility and evaluate on files."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from iuc_hub.cli.main import main

EXAMPLES = Path(__file__).parents[3] / "examples"
SUPPORTS, NEEDS = str(EXAMPLES / "supports.jsonl"), str(EXAMPLES / "needs.jsonl")
MATCH = ("match", "--supports", SUPPORTS, "--needs", NEEDS)
COMPANIES = str(EXAMPLES / "companies.jsonl")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_match_prints_tab_separated_rows_with_one_unmet_flag_a_need() -> None:
    result = run(
        "match",
        "--supports",
        SUPPORTS,
        "--needs",
        NEEDS,
        "--top",
        "0",
        "--include-blocked",
        "--format",
        "tsv",
    )
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert len(rows) == 4 * 8
    assert {len(row) for row in rows} == {6}
    assert {row[4] for row in rows} == {"eligible", "unknown", "blocked"}
    assert all(len({row[5] for row in rows if row[0] == need}) == 1 for need in ("n1", "n2", "n3", "n4"))
    assert [int(row[1]) for row in rows[:8]] == list(range(1, 9))


def test_match_shows_no_blocked_rows_unless_asked() -> None:
    result = run("match", "--supports", SUPPORTS, "--needs", NEEDS, "--top", "0", "--format", "tsv")
    assert "blocked" not in result.stdout


@pytest.mark.parametrize("language", ["sv", "en"])
def test_match_prints_a_line_of_json_a_need(language: str) -> None:
    result = run(
        "match", "--supports", SUPPORTS, "--needs", NEEDS, "--format", "jsonl", "--language", language
    )
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["need_id"] for each in records] == ["n1", "n2", "n3", "n4"]
    assert set(records[0]) == {"need_id", "unmet", "why", "matches", "plans"}
    best = records[0]["matches"][0]
    assert set(best) == {"support_id", "score", "verdict", "contributions", "criteria", "explanation"}
    assert best["support_id"] == "exempel-robotgenomgang"
    assert round(sum(each["points"] for each in best["contributions"]), 1) == best["score"]
    assert set(best["criteria"][0]) == {"fact", "result", "reason", "change"}


def test_match_prints_a_table_for_reading() -> None:
    result = run("match", "--supports", SUPPORTS, "--needs", NEEDS, "--include-blocked")
    assert result.exit_code == 0
    assert "Robotgenomgång med oberoende expert" in result.stdout
    assert "inte möjligt" in result.stdout


def test_as_of_decides_the_day_for_all_needs() -> None:
    late = run(
        "match",
        "--supports",
        SUPPORTS,
        "--needs",
        NEEDS,
        "--as-of",
        "2030-01-01",
        "--top",
        "0",
        "--format",
        "tsv",
    )
    assert "exempel-circular-call" not in late.stdout


def test_earlier_decisions_raise_a_support_once_there_are_some(tmp_path: Path) -> None:
    decisions, one = tmp_path / "decisions.jsonl", tmp_path / "one.jsonl"
    row = '{{"need": "old{}", "support": "exempel-automationscheck", "decision": "granted"}}\n'
    decisions.write_text("".join(row.format(number) for number in range(8)))
    one.write_text(row.format(1))
    arguments = ("match", "--supports", SUPPORTS, "--needs", NEEDS, "--format", "jsonl")
    scores = [
        {
            m["support_id"]: m["score"]
            for m in json.loads(run(*arguments, *more).stdout.split("\n")[0])["matches"]
        }
        for more in ((), ("--decisions", str(decisions)), ("--decisions", str(one)))
    ]
    assert scores[2] == scores[0]
    assert scores[1]["exempel-automationscheck"] > scores[0]["exempel-automationscheck"]
    assert scores[1]["exempel-robotgenomgang"] == scores[0]["exempel-robotgenomgang"]


def test_a_malformed_file_is_refused_with_its_place_and_nothing_is_printed(tmp_path: Path) -> None:
    broken = tmp_path / "needs.jsonl"
    broken.write_text(
        (EXAMPLES / "needs.jsonl").read_text(encoding="utf-8") + '{"id": "n5", "area": "robots"}\n'
    )
    result = run("match", "--supports", SUPPORTS, "--needs", str(broken))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "needs.jsonl" in result.stderr
    assert "5" in result.stderr
    assert "area" in result.stderr


def test_a_need_without_a_day_is_refused_with_the_remedy(tmp_path: Path) -> None:
    undated = tmp_path / "needs.jsonl"
    undated.write_text('{"id": "n5", "area": "energy", "text": "el"}\n')
    result = run("match", "--supports", SUPPORTS, "--needs", str(undated))
    assert result.exit_code == 1
    assert "--as-of" in result.stderr
    assert (
        run("match", "--supports", SUPPORTS, "--needs", str(undated), "--as-of", "2026-11-24").exit_code == 0
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("match", "--supports", SUPPORTS),
        ("match", "--supports", "nowhere.jsonl", "--needs", NEEDS),
        ("match", "--supports", SUPPORTS, "--needs", NEEDS, "--top", "-1"),
        ("match", "--supports", SUPPORTS, "--needs", NEEDS, "--as-of", "yesterday"),
        ("eligibility", "--supports", SUPPORTS, "--companies", COMPANIES),
    ],
)
def test_wrong_usage_gives_exit_code_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_eligibility_prints_a_line_a_pair() -> None:
    result = run("eligibility", "--supports", SUPPORTS, "--companies", COMPANIES, "--as-of", "2026-11-24")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == 3 * 8
    assert set(records[0]) == {"company_id", "support_id", "verdict", "criteria"}
    verdicts = {(each["company_id"], each["support_id"]): each["verdict"] for each in records}
    assert verdicts["exempelverkstaden", "exempel-robotgenomgang"] == "eligible"
    assert verdicts["tankefabriken", "exempel-automationscheck"] == "unknown"
    assert verdicts["provgjuteriet", "exempel-energikoll"] == "blocked"


def test_evaluate_prints_the_figures(tmp_path: Path) -> None:
    qrels = tmp_path / "qrels.tsv"
    qrels.write_text("n1\texempel-robotgenomgang\t3\nn2\texempel-svetslinje\t3\n")
    result = run("evaluate", "--supports", SUPPORTS, "--needs", NEEDS, "--qrels", str(qrels))
    figures = json.loads(result.stdout)
    assert figures["ndcg@10"] == 1.0
    assert {"recall@10", "recall@20", "map", "blocked_shown"} <= set(figures)


@pytest.mark.parametrize("command", ["match", "eligibility", "evaluate"])
def test_each_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Example:" in result.stdout


def test_benchmark_times_the_engine_beside_its_peers_and_checks_it_pair_by_pair() -> None:
    result = run("benchmark", "--supports", "60", "--needs", "30", "--checked", "5", "--no-growth")
    found = json.loads(result.stdout)
    assert found["engine"]["checked"] == {"needs": 5, "pairs": 300, "different": []}
    assert found["engine"]["needs_per_second"] > 0
    assert set(found["peers"]) == {"bm25s", "tantivy", "scikit_learn"}
