"""The words of letters and mails to a company, from templates in two languages."""

from dataclasses import dataclass
from datetime import date
from importlib import resources
from string import Template

from babel.dates import format_date

from iuc_hub.accounts.models import Hub, User
from iuc_hub.companies.models import Contact
from iuc_hub.recommendations.letter_templates.values import Filling, fill
from iuc_hub.recommendations.models import LetterKind

LANGUAGES = ("sv", "en")
"""The languages that every text comes in."""


@dataclass(frozen=True)
class Draft:
    """A subject and a text without address or link."""

    subject: str
    body: str


def template(name: str, language: str) -> str:
    """A text of templates/letters in one of the two languages."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    folder = resources.files("iuc_hub.recommendations") / "templates" / "letters"
    return (folder / f"{name}.{chosen}.txt").read_text(encoding="utf-8")


def filled(name: str, language: str, **values: str) -> Draft:
    """A template with its values; its first line is the subject."""
    subject, _, body = template(name, language).partition("\n")
    fill = {key: value.strip() for key, value in values.items()}
    return Draft(Template(subject).substitute(fill), Template(body).substitute(fill).strip())


def shipped(name: str, language: str) -> Draft:
    """A shipped text with its values still in braces; its first line is the subject."""
    subject, _, body = template(name, language).partition("\n")
    return Draft(subject.strip(), body.strip())


def draft(contact: Contact | None, language: str) -> Draft:
    """The shipped offer to a contact, as a hub that has changed no text sends it."""
    text = shipped(LetterKind.OFFER.value, language)
    filling = Filling(contact=first_name(contact.name) if contact else "")
    return Draft(text.subject, fill(text.body, filling, language))


def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else ""


def mail_text(body: str, language: str, *, url: str, last_day: date, advisor: User, hub: Hub) -> str:
    """The whole mail: the letter, the link, until when it works, and who to call."""
    shown_day = format_date(last_day, "d MMMM y", locale=language)
    text = Template(template("mail", language)).substitute(
        body=body.strip(), url=url, last_day=shown_day, advisor=advisor.name, hub=hub.name,
        phone=advisor.phone or hub.phone,
    )  # fmt: skip
    return text.strip() + "\n"
