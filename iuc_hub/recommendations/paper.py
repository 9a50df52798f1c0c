"""The company's paper: what it said, where it stands and what it can get, to put on the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import get_template_attribute
from markupsafe import Markup
from sqlmodel import Session

from iuc_hub.accounts.models import Hub, User
from iuc_hub.accounts.queries import get_colleague, get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.models import Company
from iuc_hub.companies.queries import get_company
from iuc_hub.documents.typeset import Imprint, typeset
from iuc_hub.errors import N_
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import list_active_needs, list_held
from iuc_hub.interviews.result_page import ResultPage, load_result
from iuc_hub.recommendations import inputs, offers, queries, reasons
from iuc_hub.recommendations.lifecycle import AT_COMPANY, LIFE, UNDER_WAY
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.offers import COMFORTABLE, Offer
from iuc_hub.recommendations.paper_order import paper_orders
from iuc_hub.recommendations.paper_parts import CompanyPaper, CoverFact, PaperNeed, PaperOffer, PaperText
from iuc_hub.recommendations.paper_profile import paper_profile
from iuc_hub.taxonomy import names
from iuc_hub.web import format as written
from iuc_hub.web.excerpts import opening
from iuc_hub.web.format import Reader
from matching.explain import explanation
from matching.records import match_from_record

TEMPLATE = "recommendations/papers/company.typ"
WORDS = "recommendations/_words.html"
PRIORITIES = {"acute": N_("Akut"), "high": N_("Hög"), "medium": N_("Medel"), "low": N_("Låg")}
REPLIED = {
    State.LATER: N_("Ni har svarat senare."),
    State.DECLINED: N_("Ni har svarat nej tack."),
}
SAID_YES = N_("Ni har svarat ja.")
BOXES = (N_("Ja"), N_("Senare"), N_("Nej"))
LEAD = N_("Det här sa ni när vi sågs, var ni står och vad ni kan få hjälp med.")
LEAD_UNSENT = N_("Det här sa ni när vi sågs, och var ni står.")
MOST_NEEDS = 8
LONGEST_QUOTE = 240
"""What fits a paper of four pages; the page has the rest."""
MORE_NEEDS = N_("%(count)s behov till, med lägre prioritet.")
MORE = N_("%(count)s stöd till står på er sida på webben.")
FOOT = N_("%(advisor)s, %(phone)s, %(email)s, %(hub)s")
FILE_NAME = N_("Förslag till %(name)s %(day)s")
WHO_SEES = N_(
    "Det ni har berättat stannar hos %(hub)s. Era svar här ser %(name)s och kollegorna på %(hub)s. "
    "Den som ger stödet får veta något om er först när ni har sagt ja, och bara det som behövs."
)


@dataclass(frozen=True)
class Printed:
    """A paper with the name it is saved under."""

    content: bytes
    name: str


@dataclass(frozen=True)
class Gathered:
    """Everything the paper is written from."""

    company: Company
    hub: Hub
    advisor: User
    result: ResultPage | None
    needs: Sequence[Need]
    offers: Sequence[Offer]
    whys: Sequence[str]
    orders: Sequence[PaperText]

    @property
    def visited_at(self) -> datetime | None:
        if self.result is None:
            return None
        return self.result.interview.started_at or self.result.interview.planned_at

    @property
    def phone(self) -> str:
        return self.advisor.phone or self.hub.phone


def gather(session: Session, scope: Scope, company_id: int, *, reader: Reader) -> Gathered:
    """What the caller may see of the company: a contact what was sent, an advisor what is taken along too.

    Raises:
        NotFound: for another hub's company.
    """
    company = get_company(session, scope, company_id)
    states = AT_COMPANY if scope.company_id is not None else (State.ACCEPTED, *AT_COMPANY)
    shown = queries.list_recommendations(session, scope, company_id, states=states)
    language = reader.locale.language
    page = offers.letter_page(session, scope, shown, language=language, today=reader.today)
    newest = queries.find_newest_letter(session, scope, company_id)
    held = list_held(session, scope, company_id)
    return Gathered(
        company=company,
        hub=get_hub(session, scope.hub),
        advisor=newest[1] if newest else get_colleague(session, scope, company.advisor_id),
        result=load_result(session, scope, held[-1].id or 0) if held else None,
        needs=list_active_needs(session, scope, company_id),
        offers=page.offers,
        whys=_whys(session, scope, company, page.offers, reader),
        orders=paper_orders(session, scope, company, page.offers[:COMFORTABLE], reader),
    )


def _whys(
    session: Session, scope: Scope, company: Company, shown: Sequence[Offer], reader: Reader
) -> list[str]:
    known = inputs.known_company(session, scope, company, reader.today)
    ids = [offer.recommendation.match_id for offer in shown]
    matches = queries.list_matches_by_id(session, scope, ids)
    language = reader.locale.language
    words = names(language)
    return [
        explanation(
            match_from_record(matches[offer.recommendation.match_id].match),
            offer.support,
            inputs.known_need(offer.need, known),
            language,
            words,
        )
        for offer in shown
    ]


def print_paper(gathered: Gathered, reader: Reader) -> Printed:
    """The paper as PDF/UA-1."""
    paper = company_paper(gathered, reader)
    hub, advisor = gathered.hub, gathered.advisor
    foot = reader.say(FOOT) % {
        "advisor": advisor.name, "phone": gathered.phone, "email": advisor.email, "hub": hub.name,
    }  # fmt: skip
    imprint = Imprint(paper.title, f"{advisor.name}, {hub.name}", foot, reader.now)
    name = reader.say(FILE_NAME) % {"name": gathered.company.name, "day": _plain_day(reader.today, reader)}
    return Printed(typeset(TEMPLATE, paper, imprint, reader), f"{_file_name(name)}.pdf")


def _plain_day(on: date, reader: Reader) -> str:
    return written.full_day(on, reader).replace(written.NBSP, " ")


def _file_name(name: str) -> str:
    """Without what a file's name can't hold on some machine."""
    return re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", name).strip(" .")[:120].rstrip(" .")


def company_paper(gathered: Gathered, reader: Reader) -> CompanyPaper:
    """The paper's texts, in the words of the company's page."""
    say, more = reader.say, len(gathered.offers) - COMFORTABLE
    more_needs = len(gathered.needs) - MOST_NEEDS
    offered = list(zip(gathered.offers, gathered.whys, strict=True))[:COMFORTABLE]
    return CompanyPaper(
        cover=_cover(gathered, reader),
        title=say(N_("Förslag till %(name)s")) % {"name": gathered.company.name},
        lead=say(LEAD if offered else LEAD_UNSENT),
        needs_heading=say(N_("Det här sa ni")),
        needs=[_need(each, reader) for each in gathered.needs[:MOST_NEEDS]],
        needs_note=say(MORE_NEEDS) % {"count": more_needs} if more_needs > 0 else "",
        profile=paper_profile(gathered.result, reader) if gathered.result else None,
        offers_heading=say(N_("Det här kan ni få")),
        offers=[_offer(offer, why, gathered.advisor, reader) for offer, why in offered],
        offers_note=say(MORE) % {"count": more} if more > 0 else "",
        ends=_ends(gathered, [offer for offer, _ in offered], reader),
    )


def _cover(gathered: Gathered, reader: Reader) -> list[CoverFact]:
    visited = gathered.visited_at
    return [
        CoverFact(reader.say(N_("Företag")), gathered.company.name),
        CoverFact(reader.say(N_("Besök")), written.full_day(visited, reader) if visited else written.NOTHING),
        CoverFact(reader.say(N_("Rådgivare")), gathered.advisor.name),
        CoverFact(reader.say(N_("IUC-bolag")), gathered.hub.name),
    ]


def _need(need: Need, reader: Reader) -> PaperNeed:
    priority = reader.say(PRIORITIES[need.shown_priority.value])
    return PaperNeed(_title(need, reader), priority, opening(need.words or "", LONGEST_QUOTE))


def _title(need: Need, reader: Reader) -> str:
    return need.title.get(reader.locale.language) or need.title["sv"]


def _offer(offer: Offer, why: str, advisor: User, reader: Reader) -> PaperOffer:
    say = reader.say
    last = written.full_day(offer.deadline, reader) if offer.deadline else say(N_("När som helst"))
    facts = [
        (N_("Ni får"), _words("gets", offer.support)),
        (N_("Senast"), say(N_("Sista dagen har passerat.")) if offer.closed else last),
        (N_("Det tar"), say(offer.takes)),
        (N_("Vem ringer"), advisor.name),
    ]
    answer = _answer(offer, reader)
    return PaperOffer(
        need=say(N_("För: %(need)s")) % {"need": _title(offer.need, reader)},
        title=offer.row.title,
        runs=_words("runs", offer.support) if offer.support.provider else "",
        what=opening(offer.support.description) if offer.support.description else "",
        facts=[CoverFact(say(label), value) for label, value in facts],
        why_label=say(N_("Varför det passar")),
        why=why,
        answer=answer,
        boxes=[] if answer or offer.closed else [say(each) for each in BOXES],
    )


def _answer(offer: Offer, reader: Reader) -> str:
    """What the company has answered, as its page says it; empty while it has not."""
    one, say = offer.recommendation, reader.say
    if one.state in UNDER_WAY:
        said = [say(SAID_YES), f"{say(LIFE.words[one.state]).capitalize()}."]
    elif one.state is State.INTERESTED:
        said = [say(SAID_YES)]
    elif one.state in REPLIED:
        said = [say(REPLIED[one.state])]
    else:
        return ""
    if one.state is State.DECLINED and one.reason:
        said.append(f"{say(reasons.DECLINED.get(one.reason, one.reason))}.")
    if one.comment:
        said.append(f"”{one.comment}”")
    return " ".join(said)


def _ends(gathered: Gathered, shown: Sequence[Offer], reader: Reader) -> list[PaperText]:
    say, hub, advisor = reader.say, gathered.hub, gathered.advisor
    ask = say(N_("Ring %(name)s, %(phone)s, eller skriv till %(email)s.")) % {
        "name": advisor.name, "phone": gathered.phone, "email": advisor.email,
    }  # fmt: skip
    sees = say(WHO_SEES) % {"hub": hub.name, "name": advisor.name.split()[0]}
    ends = [
        *gathered.orders,
        PaperText(say(N_("Frågor?")), [ask]),
        PaperText(say(N_("Vem ser vad?")), [sees]),
    ]
    if shown:
        made = say(N_("Framtagen %(day)s av %(hub)s")) % {
            "day": written.full_day(reader.today, reader), "hub": hub.name,
        }  # fmt: skip
        sources = [_source(offer) for offer in shown]
        ends.append(PaperText(say(N_("Källor")), [*dict.fromkeys(sources), f"{made}."]))
    return ends


def _source(offer: Offer) -> str:
    """Who runs it, where it is described and how far that was checked."""
    told = [offer.support.provider, offer.support.url, _words("verified", offer.row)]
    return f"{offer.row.title}: {', '.join(each for each in told if each)}."


def _words(macro: str, value: object) -> str:
    """What a macro of the pages says, so that paper and page can't differ."""
    said = get_template_attribute(WORDS, macro)(value)
    return " ".join(Markup(said).unescape().split(" ")).strip()  # noqa: S704 - text for paper, unescaped at once
