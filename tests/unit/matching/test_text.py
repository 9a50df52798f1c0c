"""Words, lemmas, compound parts and what they are about."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.features import help_words
from matching.text import lexicon, parts_of, read, terms_of, words_of
from matching.words.concepts import Addition, Lexicon, lexicon_with
from matching.words.cues import CueFinder


def about(text: str, language: str = "sv") -> set[str]:
    return set(lexicon_with().mentions(read(text, language), language))


def test_inflected_words_have_their_lemma() -> None:
    assert terms_of("maskinerna") == ("maskin",)


def test_compounds_are_split_into_their_parts() -> None:
    assert parts_of("kompetensförsörjning") == ("kompetens", "försörjning")
    assert parts_of("truckladdning") == ("truck", "laddning")
    assert "robot" in terms_of("svetsrobotar")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("laserskärningsmaskin", ("laser", "skärning", "maskin")),
        ("energikartläggning", ("energi", "kartläggning")),
        ("underhållsplanering", ("underhåll", "planering")),
        ("skärvätskehantering", ("skärvätska", "hantering")),
        ("arbetsmiljöarbete", ("arbete", "miljö", "arbete")),
        ("kvalitetsledningssystem", ("kvalitet", "ledning", "system")),
        ("svetsrobotcell", ("svets", "robot", "cell")),
        ("detaljplaneändring", ("detaljplan", "ändring")),
        ("löneförhandling", ("lön", "förhandling")),
        ("härdugn", ("härd", "ugn")),
        ("gjuterisand", ("gjuteri", "sand")),
        ("värmeåtervinning", ("värme", "återvinning")),
        ("kundkrav", ("kund", "krav")),
        ("länsstyrelse", ("länsstyrelse",)),
        ("underleverantör", ("underleverantör",)),
        ("spårbarhet", ("spårbarhet",)),
        ("konkurs", ("konkurs",)),
        ("manufacturing", ("manufacturing",)),
    ],
)
def test_industrial_compounds_have_the_parts_that_people_hear(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word) == parts


def test_abbreviations_of_advisors_are_written_out() -> None:
    assert words_of("behöver nån m utb, ny lev.") == [
        "behöver",
        "någon",
        "med",
        "utbildning",
        "ny",
        "leverantör",
    ]


def test_other_line_separators_only_part_words() -> None:
    assert words_of("robot\u2028svets\x85lager\x0blean") == ["robot", "svets", "lager", "lean"]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("vi behöver svetsare", "welding"),
        ("rörsvetsning i rostfritt", "welding"),
        ("robotcellen står still", "robot"),
        ("cyber resilience act gäller oss", "cra"),
        ("sonen ska ta över firman, generationsskifte", "succession"),
        ("hitta en distributör i Norge", "agent_distributor"),
        ("kompetensförsörjningen är svår", "skills_supply"),
    ],
)
def test_a_text_is_about_what_its_words_point_to(text: str, concept: str) -> None:
    assert concept in about(text)


def test_english_and_swedish_texts_meet_in_the_same_concepts() -> None:
    assert about("Welding training for companies", "en") & about("svetsutbildning för bolag")


def test_every_concept_has_cues_and_kin_that_exist() -> None:
    shipped = lexicon_with()
    ids = set(shipped.ids)
    for group in lexicon("concepts").values():
        for entry in group.values():
            assert entry["cues"].split()
            assert set(entry.get("near", ())) | set(entry.get("up", ())) <= ids
    assert shipped.spread.shape == (len(ids), len(ids))


def test_words_added_to_the_lexicon_point_to_its_concepts_or_to_new_ones() -> None:
    added = Lexicon(
        [
            Addition("welding", cues="klippljus*"),
            Addition("fog_machines", cues="dimrigg*", theme="production_automation", up=("automation",)),
        ]
    )
    text = read("klippljuset vid dimriggen")
    assert set(added.mentions(text)) == {"welding", "fog_machines"}
    assert not {"welding", "fog_machines"} & set(lexicon_with().mentions(text))
    automation, machines = added.number["automation"], added.number["fog_machines"]
    assert added.spread[machines, automation] > added.spread[automation, machines] > 0
    assert dict(added.weights(text)) == {
        added.number[c]: weight for c, (weight, _) in added.mentions(text).items()
    }


def test_kinds_of_help_are_heard() -> None:
    assert "money" in help_words(read("finns det bidrag att söka?"))
    assert "training" in help_words(read("operatörerna behöver utbildning"))


def test_cues_may_be_words_parts_and_phrases() -> None:
    finder = CueFinder({"a": "lån *lån", "b": "robot*", "c": "ny_kund* sälja_på_nätet", "d": "ställ*tid*"})
    assert finder.of_word("banklån") == {"a"}
    assert finder.of_word("låna") == frozenset()
    assert finder.of_word("robotar") == {"b"}
    assert finder.of_word("ställtiderna") == {"d"}
    assert list(finder.of_phrases(["en", "ny", "kundgrupp"])) == [("c", "ny kundgrupp")]
    assert list(finder.of_phrases(["sälja", "på"])) == []


def test_abbreviations_are_written_out_with_a_dot_or_without() -> None:
    assert words_of("prod.chef slutar, lev.tid 12 v., bl.a. svetsn") == [
        "produktion", "chef", "slutar", "leveranstid", "12", "veckor", "bland", "annat", "svetsning",
    ]  # fmt: skip


def test_many_kinds_of_signs_read_as_plain_ones() -> None:
    plain = words_of("robot i produktion, finansiering av ändring och cnc-svarv")
    odd = "ro\u00adbot i pro\u200bduktion,\u2028\ufb01nansiering\u202fav\xa0a\u0308ndring "
    odd += "och \uff43\uff4e\uff43\u2011svarv \u200f"
    assert words_of(odd) == plain


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@given(text=st.text(alphabet=st.sampled_from("abcdeåäöéüßABÅÄÖ 12.,-:/&\u2028\x85\u00ad\ufb01"), max_size=60))
def test_a_text_has_the_same_terms_in_every_form_of_unicode(form: str, text: str) -> None:
    whole = read(text, "sv").terms
    assert read(unicodedata.normalize(form, text), "sv").terms == whole  # type: ignore[arg-type]


def test_two_words_near_each_other_may_be_a_cue() -> None:
    finder = CueFinder({"audit": "el*+vägen"})
    assert list(finder.of_phrases(["vi", "vet", "inte", "var", "elen", "tar", "vägen"])) == [
        ("audit", "elen,vägen")
    ]
    assert list(finder.of_phrases(["vägen", "för", "elen"])) == [("audit", "vägen,elen")]
    assert list(finder.of_phrases(["elen", "a", "b", "c", "d", "e", "vägen"])) == []


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("någon tog över chefens mejl och skickade falska räkningar", "incident"),
        ("svarven är gammal, vi skulle behöva en ny", "machine_investment"),
        ("all värme från ugnarna går rakt ut", "heat_recovery"),
        ("har sökt svetsare i ett halvår", "recruitment"),
        ("we want to try it in small scale before buying", "testbed"),
        ("kunden vill ha utsläppen per kilo", "climate_accounting"),
    ],
)
def test_everyday_ways_of_saying_it_are_heard(text: str, concept: str) -> None:
    assert concept in about(text)


@given(st.text(max_size=200))
def test_no_text_crashes_reading(text: str) -> None:
    assert isinstance(about(text), set)


def test_a_swedish_note_full_of_small_words_that_others_have_too_stays_swedish() -> None:
    notes = (
        "kunden i Säffle kommun kräver klimatsiffror per detalj senast i vår, annonserat i 55 månader",
        "o i går o i dag stod pressen, i natt med",
        "å å å i i i o o o",
    )
    assert {read(each).language for each in notes} == {"sv"}
