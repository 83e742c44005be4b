"""Verb tables against those of grammars, and what a second source does not have."""

import pytest

from agents.tools.language.conjugation import conjugate
from agents.tools.language.tenses import TENSES
from agents.user_messages import ToolError

# As Bescherelle, the Real Academia, Duden, Treccani and a school grammar of English print them.
PRINTED = {
    ("hablar", "es", "present"): "hablo hablas habla hablamos habláis hablan",
    ("tener", "es", "pretérito"): "tuve tuviste tuvo tuvimos tuvisteis tuvieron",
    ("ir", "es", "present subjunctive"): "vaya vayas vaya vayamos vayáis vayan",
    ("pedir", "es", "present"): "pido pides pide pedimos pedís piden",
    ("llegar", "es", "preterite"): "llegué llegaste llegó llegamos llegasteis llegaron",
    ("être", "fr", "présent"): "suis es est sommes êtes sont",
    ("appeler", "fr", "present"): "appelle appelles appelle appelons appelez appellent",
    ("savoir", "fr", "future"): "saurai sauras saura saurons saurez sauront",
    ("finir", "fr", "imperfect"): "finissais finissais finissait finissions finissiez finissaient",
    ("andare", "it", "presente"): "vado vai va andiamo andate vanno",
    ("capire", "it", "present"): "capisco capisci capisce capiamo capite capiscono",
    ("gehen", "de", "Präteritum"): "ging gingst ging gingen gingt gingen",
    ("sein", "de", "Konjunktiv II"): "wäre wärest wäre wären wäret wären",
    ("fahren", "de", "present"): "fahre fährst fährt fahren fahrt fahren",
    ("arbeiten", "de", "present"): "arbeite arbeitest arbeitet arbeiten arbeitet arbeiten",
    ("go", "en", "past"): "went went went went went went",
    ("build", "en", "past"): "built built built built built built",
}
SINGLE = {
    ("gehen", "de", "past participle"): "gegangen",
    ("denken", "de", "Partizip II"): "gedacht",
    ("hacer", "es", "participio"): "hecho",
    ("naître", "fr", "participe passé"): "né",
    ("scrivere", "it", "past participle"): "scritto",
    ("swim", "en", "past participle"): "swum",
    ("begin", "en", "present participle"): "beginning",
    ("decir", "es", "gerund"): "diciendo",
}


def forms(text: str) -> list[str]:
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    return [row[1].removesuffix(" |") for row in rows[1:]]


@pytest.mark.parametrize(("asked", "printed"), PRINTED.items(), ids=str)
def test_table_is_as_printed_and_confirmed(asked: tuple[str, str, str], printed: str) -> None:
    text, checked = conjugate(*asked)
    assert forms(text) == printed.split()
    assert checked.endswith("every form")


@pytest.mark.parametrize(("asked", "form"), SINGLE.items(), ids=str)
def test_single_form_is_as_printed_and_confirmed(asked: tuple[str, str, str], form: str) -> None:
    text, checked = conjugate(*asked)
    assert f": **{form}**" in text
    assert checked.endswith("every form")


def test_tense_may_be_named_in_the_language_of_the_learner() -> None:
    assert forms(conjugate("hablar", "es", "Präsens")[0])[0] == "hablo"
    assert forms(conjugate("gehen", "de", "pretérito")[0])[0] == "ging"
    assert forms(conjugate("finir", "fr", "现在时")[0])[0] == "finis"


def test_perfect_has_the_auxiliary_of_its_verb() -> None:
    assert forms(conjugate("gehen", "de", "Perfekt")[0])[:2] == ["bin gegangen", "bist gegangen"]
    assert forms(conjugate("aller", "fr", "passé composé")[0])[3] == "sommes allés"
    assert forms(conjugate("sortir", "fr", "perfect")[0])[0] == "suis sorti"
    assert forms(conjugate("machen", "de", "perfect")[0])[2] == "hat gemacht"
    assert forms(conjugate("mangiare", "it", "passato prossimo")[0])[3] == "abbiamo mangiato"
    assert forms(conjugate("llegar", "es", "perfect")[0])[5] == "han llegado"


def test_past_names_every_past_tense_of_the_language() -> None:
    text, _ = conjugate("gehen", "de", "past")
    assert "preterite (Präteritum) | perfect (Perfekt)" in text


def test_separable_verb_is_set_apart() -> None:
    assert forms(conjugate("aufstehen", "de", "present")[0])[0] == "stehe auf"


def test_what_no_second_source_has_is_named() -> None:
    text, checked = conjugate("klettern", "de", "past")
    assert "Not confirmed by a second source: bin geklettert" in text
    assert checked.endswith("every other form")
    with pytest.raises(ToolError, match="No second source has these forms"):
        conjugate("klettern", "de", "perfect")


def test_without_ablaut_nothing_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ToolError, match="not installed on this server"):
        conjugate("hablar", "es", "present")


def test_language_is_found_by_the_verb() -> None:
    assert conjugate("hablar", "", "present")[0].startswith("**hablar** (Spanish)")
    assert conjugate("gehen", "", "past participle")[0].startswith("**gehen** (German)")
    with pytest.raises(ToolError, match="Spanish and of Portuguese; name the language"):
        conjugate("comer", "", "present")


@pytest.mark.parametrize(
    ("verb", "language", "tense", "reason"),
    [
        ("flibber", "en", "", "in no list of English verbs"),
        ("flibbar", "es", "present", "in no list of Spanish verbs"),
        ("flibber", "", "", "in no list of verbs"),
        ("hablar", "es", "aorist", "not known in Spanish; there are: present"),
        ("食べる", "ja", "", "not of Japanese"),
        ("hablar; rm -rf /", "es", "", "Give one verb"),
        ("x" * 1000, "es", "", "Give one verb"),
        ("😀", "es", "", "Give one verb"),
        ("ha\x00blar", "es", "", "Give one verb"),
        ("se laver", "fr", "", "ask for “laver”"),
        ("lavarse", "es", "", "ask for “lavar”"),
    ],
)
def test_what_is_no_verb_is_refused_in_a_sentence(verb: str, language: str, tense: str, reason: str) -> None:
    with pytest.raises(ToolError, match=reason):
        conjugate(verb, language, tense)


def test_every_tense_of_a_verb_can_be_shown() -> None:
    verbs = {"de": "machen", "en": "make", "es": "vivir", "fr": "parler", "it": "parlare"}
    for language, verb in verbs.items():
        for tense in TENSES[language]:
            assert verb in conjugate(verb, language, tense)[0]
