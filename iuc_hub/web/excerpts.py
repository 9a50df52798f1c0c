"""The opening of a long text, ended where a sentence ends, as a Jinja filter."""

import re

LENGTH = 240


def opening(text: str, length: int = LENGTH) -> str:
    """Whole sentences from the start, as many as fit; the first one always, cut at a word when it is too long.

    >>> opening("Ni får hjälp. En expert räknar på plats. Det tar sex timmar.", 45)
    'Ni får hjälp. En expert räknar på plats.'
    """
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    chosen = sentences[0]
    for sentence in sentences[1:]:
        if len(chosen) + 1 + len(sentence) > length:
            break
        chosen = f"{chosen} {sentence}"
    return chosen if len(chosen) <= length else chosen[:length].rsplit(" ", 1)[0] + " …"
