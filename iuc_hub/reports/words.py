"""How figures are called and how each is counted, in words that page, Excel and PDF share."""

from collections.abc import Mapping, Sequence

from iuc_hub import taxonomy
from iuc_hub.errors import N_
from iuc_hub.recommendations.reasons import DECLINED, REJECTED
from iuc_hub.reports.branches import branches
from iuc_hub.reports.figures import NO_REASON
from iuc_hub.reports.overview import Overview
from iuc_hub.reports.period import Period
from iuc_hub.web import format as written
from iuc_hub.web.format import Reader

SIZE_WORDS: Mapping[str, str] = {
    "1-9": N_("1–9 anställda"),
    "10-49": N_("10–49 anställda"),
    "50-249": N_("50–249 anställda"),
    "250-": N_("250 anställda eller fler"),
    "unknown": N_("Okänt antal"),
}
HORIZON_WORDS: Mapping[str, str] = {
    "now": N_("Nu"),
    "one_to_two_years": N_("Om 1–2 år"),
    "later": N_("Senare"),
}
STATE_WORDS: Mapping[str, str] = {
    "sent": N_("Inget svar än"),
    "interested": N_("Ja"),
    "later": N_("Senare"),
    "declined": N_("Nej tack"),
    "in_progress": N_("Pågår"),
    "granted": N_("Beviljat"),
    "refused": N_("Avslag"),
    "delivered": N_("Genomfört"),
    "abandoned": N_("Avbrutet"),
    "withdrawn": N_("Återtaget"),
}
STEP_WORDS: Mapping[str, str] = {
    "contacted": N_("Kontaktade"),
    "met": N_("Intervjuade"),
    "needs": N_("Har behov"),
    "proposed": N_("Fick förslag"),
    "yes": N_("Sa ja"),
    "under_way": N_("Sökte eller startade"),
    "done": N_("Beviljat eller klart"),
}
WHOLE_WORDS: Mapping[str, str] = {
    "register": N_("Företag i registret"),
    "sent": N_("Skickade förslag"),
    "rejected": N_("Förslag som rådgivaren avstod från"),
}
NO_REASON_WORDS = N_("Inget skäl angivet")
DEFINITIONS: Sequence[str] = (
    N_(
        "Ett företag räknas en gång, hur många intervjuer det än har haft i perioden. Hopslagna "
        "dubbletter räknas som ett."
    ),
    N_(
        "Kontaktade: företag som i perioden fick ett besök bokat, ett brev, eller ett samtal eller möte "
        "som är antecknat."
    ),
    N_("Intervjuade: företag med en intervju som avslutades i perioden."),
    N_(
        "Har behov: minst ett behov ur de intervjuerna gällde när perioden slutade. Återtagna behov "
        "räknas inte, inte heller de som en senare intervju har ersatt."
    ),
    N_("Fick förslag: intervjuade företag med behov som fick minst ett förslag i ett brev i perioden."),
    N_("Sa ja: de av dem som har tackat ja till minst ett av förslagen, så som läget är nu."),
    N_(
        "Sökte eller startade: arbetet pågår eller är avslutat. Beviljat eller klart: stödet är "
        "beviljat eller genomfört."
    ),
    N_(
        "Svaren räknar förslag, inte företag: varje förslag som skickades i perioden står på en rad, "
        "efter hur det ligger till nu."
    ),
    N_(
        "Beviljat belopp är summan av det som beviljats för de förslagen, också när insatsen nu är "
        "genomförd."
    ),
    N_(
        "Storleken är det senast kända antalet anställda, branschen den första SNI-koden. Ett företag "
        "kan ha behov i flera teman, så teman ska inte summeras."
    ),
)  # fmt: skip
NOT_SHOWN = N_("visas inte")
"""A hidden figure may well be large: it stands beside a small one that it would give away."""
HIDDEN = N_(
    "Grupper med färre än fem företag visas inte, och inte heller siffror som skulle gå att räkna ut dem ur."
)


def size_words(size: str, reader: Reader) -> str:
    return reader.say(SIZE_WORDS[size])


def horizon_words(horizon: str, reader: Reader) -> str:
    """An unknown horizon of a hub's own guide stays its code."""
    return reader.say(HORIZON_WORDS[horizon]) if horizon in HORIZON_WORDS else horizon


def branch_words(branch: str, reader: Reader) -> str:
    return branches()[branch].names[reader.locale.language] if branch in branches() else branch


def short_branch_words(branch: str, reader: Reader) -> str:
    return branches()[branch].shorts[reader.locale.language] if branch in branches() else branch


def place_words(place: str) -> str:
    entry = taxonomy.places().get(place)
    return entry.short if entry else place


def theme_words(theme: str, reader: Reader) -> str:
    return taxonomy.name_of(taxonomy.themes(), theme, reader.locale.language)


def reason_words(name: str, reason: str, reader: Reader) -> str:
    """A reason as its list says it; ``name`` is the figure whose reasons they are."""
    listed = REJECTED if name == "rejected" else DECLINED
    if reason == NO_REASON:
        return reader.say(NO_REASON_WORDS)
    return reader.say(listed[reason]) if reason in listed else reason


def figure_words(name: str, reader: Reader) -> str:
    """What a figure is about, as the heading over its rows: "Intervjuade, Örebro, Metall och verkstad"."""
    head, *parts = name.split(".")
    kind, _colon, code = head.partition(":")
    if kind == "theme":
        words = [reader.say(N_("Behov av %(theme)s")) % {"theme": theme_words(code, reader).lower()}]
    else:
        plain = {**STEP_WORDS, **WHOLE_WORDS}.get(head)
        words = [reader.say(plain) if plain else head]
    for place, part in enumerate(parts):
        words.append(_part_words(".".join([head, *parts[:place]]), part, reader))
    return ", ".join(words)


def _part_words(whole: str, part: str, reader: Reader) -> str:
    kind, _colon, code = part.partition(":")
    say = {
        "place": lambda: place_words(code),
        "branch": lambda: branch_words(code, reader),
        "size": lambda: reader.say(SIZE_WORDS.get(code, code)).lower(),
        "horizon": lambda: horizon_words(code, reader).lower(),
        "state": lambda: reader.say(STATE_WORDS.get(code, code)).lower(),
        "reason": lambda: reason_words(whole, code, reader).lower(),
    }
    return say[kind]() if kind in say else code


def period_words(period: Period, reader: Reader) -> str:
    if period.first is None:
        return reader.say(N_("Till och med %(day)s")) % {"day": written.day(period.last, reader)}
    return written.day_range(period.first, period.last, reader)


def population_words(overview: Overview, reader: Reader) -> str:
    """Where the number of companies there are is known from."""
    used = overview.population
    if used.source:
        values = {"source": used.source, "year": used.year}
        return reader.say(N_("Antalet företag kommer från %(source)s, %(year)s.")) % values
    return reader.say(N_("Antalet företag är hubbens eget register, för inga andra uppgifter är inlästa."))
