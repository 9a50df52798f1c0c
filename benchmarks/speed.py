"""One contestant's run in a process of its own, on one thread: the engine, or a peer that searches the words.

python -m benchmarks.speed CONTESTANT TASK_FILE     prints JSON
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.text import Text

ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS"),
    "1",
)
TOP = 10
INTERACTIVE = 200
"""Needs that are matched one at a time, as an advisor does it."""


@dataclass(frozen=True)
class Task:
    """What everybody gets: supports, needs, their texts read once, the day, and whether to take extra figures."""

    supports: Sequence[Any]
    needs: Sequence[Any]
    documents: Sequence[Text]
    queries: Sequence[Text]
    today: date
    checked: int = 0


def tokens(text: Text) -> list[str]:
    """A text's terms, each as often as it stands there: what all word searches are given."""
    return [term for term, count in text.terms.items() for _ in range(count)]


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What the work gives, and the seconds that passed and that the processor was busy."""
    passed, busy = time.perf_counter(), time.process_time()
    found = work()
    return found, {
        "seconds": round(time.perf_counter() - passed, 3),
        "cpu_seconds": round(time.process_time() - busy, 3),
    }


def engine(task: Task) -> dict[str, Any]:
    """Eligibility, scores and the ten best with each feature's points, for all needs."""
    from benchmarks import whole  # noqa: PLC0415 - a peer's process must not load the engine

    index, fit = timed(lambda: whole.built(task))
    found, run = timed(lambda: whole.ranked_all(task, index))
    figures = _figures(task, run, fit) | {"kept": sum(len(each.rows) for each in found)}
    if task.checked:
        figures["one_need_ms"] = whole.one_at_a_time(task, index, INTERACTIVE)
        figures["checked"] = whole.pair_by_pair(task, index, found, task.checked)
    return figures


def bm25s(task: Task) -> dict[str, Any]:
    """BM25 by sparse matrices, its word search alone."""
    import bm25s as library  # noqa: PLC0415 - peers are installed on purpose

    searcher = library.BM25()
    documents, queries = [tokens(each) for each in task.documents], [tokens(each) for each in task.queries]
    _, fit = timed(lambda: searcher.index(documents, show_progress=False))
    _, run = timed(lambda: searcher.retrieve(queries, k=TOP, show_progress=False, n_threads=1))
    return _figures(task, run, fit)


def tantivy(task: Task) -> dict[str, Any]:
    """BM25 by an inverted index in Rust, with a query of all terms."""
    import tantivy as library  # noqa: PLC0415 - peers are installed on purpose

    schema = library.SchemaBuilder().add_text_field("body", tokenizer_name="whitespace").build()
    index = library.Index(schema)
    documents = [" ".join(tokens(each)) for each in task.documents]
    queries = [tokens(each) for each in task.queries]

    def fill() -> None:
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for each in documents:
            writer.add_document(library.Document(body=each))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()

    _, fit = timed(fill)
    searcher = index.searcher()

    def search() -> None:
        for each in queries:
            terms = [
                (library.Occur.Should, library.Query.term_query(schema, "body", term))
                for term in dict.fromkeys(each)
            ]
            searcher.search(library.Query.boolean_query(terms), TOP)

    _, run = timed(search)
    return _figures(task, run, fit)


def scikit_learn(task: Task) -> dict[str, Any]:
    """TF-IDF and the cosine, in blocks that fit in memory."""
    import numpy as np  # noqa: PLC0415 - after the number of threads is set
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - peers are installed on purpose

    vectorizer = TfidfVectorizer(analyzer=tokens)

    def learn() -> Any:  # noqa: ANN401 - a matrix of the peer's
        return vectorizer.fit_transform(task.documents).T.tocsr()

    documents, fit = timed(learn)

    def search() -> None:
        for start in range(0, len(task.queries), 500):
            scores = (vectorizer.transform(task.queries[start : start + 500]) @ documents).toarray()
            best = np.argpartition(scores, -TOP, axis=1)[:, -TOP:]
            np.take_along_axis(scores, best, axis=1).sort(axis=1)

    _, run = timed(search)
    return _figures(task, run, fit)


CONTESTANTS: dict[str, Callable[[Task], dict[str, Any]]] = {
    "engine": engine,
    "bm25s": bm25s,
    "tantivy": tantivy,
    "scikit_learn": scikit_learn,
}


def _figures(task: Task, run: dict[str, float], fit: dict[str, float]) -> dict[str, Any]:
    return {
        **run,
        "needs_per_second": round(len(task.needs) / max(run["seconds"], 1e-9), 1),
        "peak_mb": round(peak_mb(), 1),
        "fit_seconds": fit["seconds"],
    }


def peak_mb() -> float:
    """The most memory that this process has had; where Linux does not tell, what it shares with its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run the contestant that the command line names."""
    os.environ.update(ONE_THREAD)
    name, path = sys.argv[1:]
    task = pickle.loads(Path(path).read_bytes())  # noqa: S301 - written a moment ago by the process that started this one
    sys.stdout.write(json.dumps(CONTESTANTS[name](task)) + "\n")


if __name__ == "__main__":
    main()
