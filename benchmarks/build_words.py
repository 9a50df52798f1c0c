"""Write the Swedish words that compounds are split into, from simplemma's dictionary (MIT licence).

    python benchmarks/build_words.py matching/lexicon/compound_parts.txt.gz

Dictionary forms of four to fourteen letters, one a line, sorted. Made once and shipped, because picking them out of
the dictionary takes longer than all of a first match.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import click
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

SHORTEST, LONGEST = 4, 14


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def build_words(target: Path) -> None:
    """Write the words, compressed, with no date inside, so that the same words give the same file."""
    forms = {str(each) for each in DefaultDictionaryFactory().get_dictionary("sv").values()}
    words = sorted(
        each for each in forms if SHORTEST <= len(each) <= LONGEST and each.isalpha() and each.islower()
    )
    target.write_bytes(gzip.compress("\n".join(words).encode(), 9, mtime=0))
    click.echo(f"{len(words)} words")


if __name__ == "__main__":
    build_words()
