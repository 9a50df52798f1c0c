"""How good the ranking is on needs held out: the engine, word searches behind the same eligibility, each feature off.

    python -m benchmarks.quality FOLDER [--runs DIRECTORY] [--also FOLDER]

FOLDER holds supports.jsonl, needs.jsonl, qrels.tsv and unmet.txt. Every need is ranked by weights, tables and limits
fitted on the other folds; with --runs the held-out rankings are written as files that a scorer can read. --also names
judged needs of another folder that are fitted on as well, in every fold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import numpy as np

from benchmarks.fit_model import SEEDS, judged_in
from benchmarks.speed import tokens
from matching.evaluation import Ranking
from matching.fitted.fitting import Judged
from matching.fitted.held_out import ablation, figures_of, mean_of, rankings_held_out, with_interval
from matching.text import read


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--runs", type=click.Path(file_okay=False, path_type=Path), help="Where to write the rankings.")
@click.option("--also", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--ablation/--no-ablation", "features", default=True, help="Also with each feature off.")
def main(folder: Path, runs: Path | None, also: Sequence[Path], *, features: bool) -> None:
    """Print the figures as JSON."""
    data = judged_in([folder, *also], "held out")
    judged, more = data.judged[0], [each for part in data.judged[1:] for each in part]
    splits = [rankings_held_out(judged, seed=seed, also=more) for seed in SEEDS]
    table = {"engine": mean_of([with_interval(judged, each) for each in splits])}
    for name, rankings in word_searches(data.texts[0], judged).items():
        table[name] = mean_of([figures_of(judged, rankings)])
    if features:
        table |= {f"without {name}": mean_of([each]) for name, each in ablation(judged, also=more).items()}
    if runs:
        runs.mkdir(parents=True, exist_ok=True)
        for seed, rankings in zip(SEEDS, splits, strict=True):
            (runs / f"held-out-{seed}.tsv").write_text(_run(rankings), encoding="utf-8")
    click.echo(json.dumps(table, indent=1))


def word_searches(texts: Mapping[str, str], judged: Sequence[Judged]) -> dict[str, dict[str, Ranking]]:
    """Peers that know words only, among what each company may have."""
    return {"bm25s": _bm25(texts, judged), "tf-idf of pieces of words": _tf_idf(texts, judged)}


def _bm25(texts: Mapping[str, str], judged: Sequence[Judged]) -> dict[str, Ranking]:
    import bm25s  # noqa: PLC0415 - peers are installed on purpose

    ids = sorted({support for each in judged for support in each.supports})
    searcher = bm25s.BM25()
    searcher.index([tokens(read(texts[each])) for each in ids], show_progress=False)
    return {
        each.need_id: _best_first(
            each, dict(zip(ids, searcher.get_scores(tokens(read(texts[each.need_id]))), strict=True))
        )
        for each in judged
    }


def _tf_idf(texts: Mapping[str, str], judged: Sequence[Judged]) -> dict[str, Ranking]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - peers are installed on purpose

    ids = sorted({support for each in judged for support in each.supports})
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    documents = vectorizer.fit_transform([texts[each].lower() for each in ids])
    scores = (vectorizer.transform([texts[each.need_id].lower() for each in judged]) @ documents.T).toarray()
    return {
        each.need_id: _best_first(each, dict(zip(ids, row, strict=True)))
        for each, row in zip(judged, scores, strict=True)
    }


def _best_first(each: Judged, scores: Mapping[str, float]) -> Ranking:
    mine = np.array([float(scores[support]) for support in each.supports])
    order = np.argsort(-mine, kind="stable")
    return Ranking(tuple(each.supports[at] for at in order), float(mine.max(initial=0.0)))


def _run(rankings: Mapping[str, Ranking]) -> str:
    return "".join(
        f"{need}\t{rank}\t{support}\t{ranking.scores[rank - 1]:.4f}\teligible\t{int(ranking.unmet)}\n"
        for need, ranking in rankings.items()
        for rank, support in enumerate(ranking.supports, 1)
    )


if __name__ == "__main__":
    main()
