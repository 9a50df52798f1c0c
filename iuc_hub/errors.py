"""The errors a user can meet, as one small tree that every door maps once.

    HubError                      HTTP  exit  shown as
    ├── InputError                400   1     text by the field it names
    │   ├── InputErrors           400   1     several of them at once, each by its field
    │   └── FileError             400   1     file, row and field, with the remedy
    ├── NotFound                  404   1     a page that says where to go instead
    ├── Denied                    403   1     what the caller knows exists but may not do
    ├── Conflict                  409   1     what is already so, and what to do about it
    │   ├── IllegalTransition     409   1     the state a thing is in, and what can follow
    │   └── KeyReused             409   1     an idempotency key that came with other content
    ├── Stale                     412   1     both versions, so that nothing is lost
    └── Gone                      410   1     a link that has ended, and how to get a new one

A message is a Swedish msgid that says what was wrong, where and what to do; its values are kept
apart so that the door can translate the sentence before it fills them in.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


def N_(message: str) -> str:  # noqa: N802 - the extraction tools of gettext know the marker by this name
    """Mark a sentence for translation without translating it here."""
    return message


class HubError(Exception):
    """A problem told in the user's words: a msgid, the values it takes, and the field it stands by."""

    http_status = 400
    exit_code = 1

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.values = values

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in the language of ``translate``, with its values filled in."""
        return translate(self.message) % self.values if self.values else translate(self.message)

    def __str__(self) -> str:
        return self.text()


class InputError(HubError):
    """Something typed or sent that can't be right; nothing was stored."""


class InputErrors(InputError):
    """Everything that can't be right about one thing typed, so that it is mended in one go."""

    def __init__(self, errors: Sequence[InputError]) -> None:
        first = errors[0]
        super().__init__(first.message, field=first.field, **first.values)
        self.errors = tuple(errors)


@dataclass
class Problems:
    """What was found wrong so far."""

    errors: list[InputError] = field(default_factory=list)

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Keep an InputError raised in the block and go on after it."""
        try:
            yield
        except InputErrors as several:
            self.errors += several.errors
        except InputError as error:
            self.errors.append(error)


@contextmanager
def gathered() -> Iterator[Problems]:
    """Raise all that was noted in the block at its end, as one InputErrors; the only one as itself."""
    problems = Problems()
    yield problems
    if len(problems.errors) == 1:
        raise problems.errors[0]
    if problems.errors:
        raise InputErrors(problems.errors)


class FileError(InputError):
    """A row of a file that can't be read: ``where`` names file and row, ``field`` the field."""

    def __init__(
        self, message: str, *, where: str, row: int | None = None, field: str | None = None, **values: object
    ) -> None:
        super().__init__(message, field=field, **values)
        self.where = where
        self.row = row

    def text(self, translate: Callable[[str], str] = str) -> str:
        """File, row and field in front of the sentence, so that the place can be found."""
        place = [self.where]
        if self.row is not None:
            place.append(translate(N_("rad %(row)s")) % {"row": self.row})
        if self.field:
            place.append(translate(N_("fältet %(field)s")) % {"field": self.field})
        return f"{', '.join(place)}: {super().text(translate)}"


class NotFound(HubError):
    """What was asked for is not there, or the caller may not know that it is."""

    http_status = 404


class Denied(HubError):
    """The caller knows the thing exists but may not do this to it."""

    http_status = 403


class Conflict(HubError):
    """The wish contradicts what is already stored."""

    http_status = 409


class IllegalTransition(Conflict):
    """A lifecycle does not allow this step from the state the thing is in."""


class KeyReused(Conflict):
    """An idempotency key came back with other content than the first time."""


class Stale(HubError):
    """Somebody changed the same thing meanwhile; ``current`` holds what is stored now."""

    http_status = 412

    def __init__(
        self, message: str, *, current: object = None, field: str | None = None, **values: object
    ) -> None:
        super().__init__(message, field=field, **values)
        self.current = current


class Gone(HubError):
    """A link that has been used up, withdrawn or has expired."""

    http_status = 410
