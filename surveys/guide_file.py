"""The YAML text of a guide -> Guide; the guides that come with the product are read by name."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import yaml

from surveys.guide import Guide
from surveys.guide_reader import guide_of
from surveys.problems import GuideError, Problem

if TYPE_CHECKING:
    from yaml import SafeLoader as _FastLoader
else:
    _FastLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

LARGEST_FILE = 2_000_000
LABEL = re.compile(r"[a-z0-9][a-z0-9.-]*", re.ASCII)
_TRUTH = re.compile(r"^(?:true|false)$")


def read_guide(text: str) -> Guide:
    """The guide in this YAML text.

    Raises:
        GuideError: with everything that is wrong, each with its place and remedy.
    """
    return guide_of(plain_data(text))


@cache
def packaged(label: str = "tbn-1") -> Guide:
    """A guide that comes with the product. Raises FileNotFoundError when there is none by that name."""
    return read_guide(packaged_text(label))


@cache
def packaged_text(label: str = "tbn-1") -> str:
    """Its YAML text. Raises FileNotFoundError when there is none by that name."""
    if not LABEL.fullmatch(label):
        raise FileNotFoundError(label)
    return (files("surveys") / "guides" / f"{label}.yaml").read_text(encoding="utf-8")


def plain_data(text: str) -> object:
    """What the YAML text holds, as dicts, lists and scalars; dates stay text, and yes and no are words.

    Raises:
        GuideError: when it is not YAML, or names something twice, or points to itself.
    """
    if len(text) > LARGEST_FILE:
        raise GuideError((Problem("", "yaml", {"detail": f"> {LARGEST_FILE // 1_000_000} MB"}),))
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_FastLoader)):
            raise GuideError((Problem("", "yaml", {"detail": "* and & (alias)"}),))
        return cast("object", yaml.load(text, Loader=_GuideLoader))  # noqa: S506 - a safe loader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, GuideError):
            raise
        raise GuideError((Problem("", "yaml", {"detail": _detail(error)}),)) from error


def _detail(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"{mark.line + 1}:{mark.column + 1} {what}" if mark is not None else what


class _GuideLoader(_FastLoader):
    """YAML without surprises: only true and false are truth values, no dates, no name twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: FBT001, FBT002 - PyYAML's own signature
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _resolvers() -> Mapping[str, list[tuple[str, object]]]:
    unwanted = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    kept = {
        first: [(tag, pattern) for tag, pattern in each if tag not in unwanted]
        for first, each in _FastLoader.yaml_implicit_resolvers.items()
    }
    for first in "tf":
        kept.setdefault(first, []).append(("tag:yaml.org,2002:bool", _TRUTH))
    return kept


_GuideLoader.yaml_implicit_resolvers = dict(_resolvers())
