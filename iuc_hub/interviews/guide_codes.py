"""Whether a guide's themes and kinds of help are in the hub's code lists."""

from collections.abc import Iterator

from iuc_hub import taxonomy
from surveys.guide import Guide
from surveys.guide_file import read_guide
from surveys.problems import GuideError, Problem


def read_usable_guide(text: str) -> Guide:
    """The guide in a YAML text, all of whose codes are known.

    Raises:
        GuideError: with everything that is wrong, each with its place and remedy.
    """
    guide = read_guide(text)
    if problems := tuple(_unknown_codes(guide)):
        raise GuideError(problems)
    return guide


def _unknown_codes(guide: Guide) -> Iterator[Problem]:
    themes, helps = ", ".join(taxonomy.themes()), ", ".join(taxonomy.helps())
    for area in guide.areas:
        path = f"areas.{area.code}"
        for theme in dict.fromkeys((area.theme, *area.needs)):
            if theme not in taxonomy.themes():
                yield Problem(path, "not_one_of", {"value": theme, "allowed": themes})
        for question in area.questions:
            place = f"{path}.questions.{question.code}"
            if question.theme not in taxonomy.themes():
                yield Problem(place, "not_one_of", {"value": question.theme, "allowed": themes})
            for each in question.helps:
                if each not in taxonomy.helps():
                    yield Problem(place, "not_one_of", {"value": each, "allowed": helps})
