"""Words typed by an administrator as additions to the lexicon."""

import pytest

from iuc_hub.errors import InputError
from iuc_hub.versions import lexicon
from iuc_hub.versions.lexicon import addition, concepts_of, look_up
from matching.model import default_model


@pytest.mark.parametrize("typed", ["AI", "VR", "5S", "i drift", "a-kassa", "kylmaskin*", "24/7"])
def test_what_can_be_added_is_found_where_it_stands(typed: str) -> None:
    added = addition(default_model(), typed, "robot")
    model = default_model().with_additions("own", [added])
    assert "robot" in look_up(model, f"Vi har {typed.strip('*')} idag")


def test_a_word_that_would_never_be_found_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_cue", lambda _phrase: "annat")
    with pytest.raises(InputError, match="hittas inte"):
        addition(default_model(), "perenn", "robot")


def test_a_new_concept_keeps_the_name_that_was_typed() -> None:
    added = addition(default_model(), "smedja", "", name=" Smide  och härdning ", theme="energy")
    assert (added.concept, added.name) == ("smide_och_hardning", "Smide och härdning")
    model = default_model().with_additions("own", [added])
    assert concepts_of(model, "sv")[added.concept].name == "Smide och härdning"
    assert type(model).from_record(model.record()).additions == (added,)
