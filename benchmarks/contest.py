"""The engine and word searches on the same invented supports, needs and tokens, each alone in a process."""

from __future__ import annotations

import json
import os
import pickle
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.catalogue import catalogue
from benchmarks.notes import notes
from benchmarks.speed import ONE_THREAD, Task
from matching.text import read

TODAY = date(2026, 11, 28)
PEERS = {"bm25s": "bm25s", "tantivy": "tantivy", "scikit_learn": "sklearn"}
"""Contestant -> the module that it needs."""
GROWTH = (4, 2)
"""The whole is also run at these parts of its size."""
MISSING = "not installed: pip install -r requirements/peers.txt"


@dataclass(frozen=True)
class Size:
    supports: int
    needs: int


def contest(
    size: Size, seed: int, *, checked: int, growth: bool, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Every contestant's seconds, and the engine's against each peer; `tell` hears what is under way."""
    task = made(size, seed)
    engine = run("engine", replace(task, checked=checked), tell)
    peers: dict[str, Any] = {}
    for name, module in PEERS.items():
        peers[name] = run(name, task, tell) if find_spec(module) else {"missing": MISSING}
        if "cpu_seconds" in peers[name]:
            peers[name]["engine_takes_times"] = _times(engine, peers[name])
    grown = [grown_by(task, part, tell) for part in GROWTH] if growth else []
    return {"size": vars(size), "engine": engine, "peers": peers, "growth": grown, "machine": machine()}


def _times(engine: dict[str, Any], peer: dict[str, Any]) -> float | None:
    """How many times a peer's seconds of processor time the engine takes; None where they are too few to tell."""
    return round(engine["cpu_seconds"] / peer["cpu_seconds"], 2) if peer["cpu_seconds"] else None


def made(size: Size, seed: int) -> Task:
    """The texts that all get, read once."""
    supports = catalogue(size.supports, Random(seed), TODAY)  # noqa: S311 - invented texts, no secret
    needs = notes(size.needs, Random(seed + 1), TODAY)  # noqa: S311
    documents = [read(f"{each.title}\n{each.description}", each.language) for each in supports]
    return Task(supports, needs, documents, [read(each.text) for each in needs], TODAY)


def grown_by(task: Task, part: int, tell: Callable[[str], None]) -> dict[str, Any]:
    """The engine and the word search of bm25s on a part of the supports and of the needs."""
    supports, needs = len(task.supports) // part, len(task.needs) // part
    less = replace(
        task, supports=task.supports[:supports], documents=task.documents[:supports],
        needs=task.needs[:needs], queries=task.queries[:needs],
    )  # fmt: skip
    found: dict[str, Any] = {"part": f"1/{part}", "supports": supports, "needs": needs}
    for name in ("engine", "bm25s"):
        if name == "engine" or find_spec(name):
            figures = run(name, less, tell)
            found[name] = {key: figures[key] for key in ("seconds", "cpu_seconds", "peak_mb", "fit_seconds")}
    return found


def run(name: str, task: Task, tell: Callable[[str], None]) -> dict[str, Any]:
    """One contestant in a process of its own, so that memory and threads are its own too."""
    tell(f"{name}: {len(task.supports)} supports, {len(task.needs)} needs")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "task"
        path.write_bytes(pickle.dumps(task, protocol=pickle.HIGHEST_PROTOCOL))
        found = subprocess.run(  # noqa: S603 - this Python and a file just written
            [sys.executable, "-m", "benchmarks.speed", name, str(path)],
            env=os.environ | ONE_THREAD, cwd=Path(__file__).parents[1], check=True, capture_output=True, text=True,
        )  # fmt: skip
    figures: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
    return figures


def machine() -> dict[str, Any]:
    return {"system": platform.system(), "python": platform.python_version(), "cores": os.cpu_count()}
