"""Confirms a perfect: its auxiliary by our own lists, its participle by a word list or our own rules."""

import re

from agents.tools.language.regular_verbs import irregular_forms, regular_forms
from agents.tools.language.word_list import base_in_list

_AUXILIARIES = {
    "haben": "habe hast hat haben habt haben",
    "sein": "bin bist ist sind seid sind",
    "haber": "he has ha hemos habéis han",
    "avoir": "ai as a avons avez ont",
    "être": "suis es est sommes êtes sont",
    "avere": "ho hai ha abbiamo avete hanno",
    "essere": "sono sei è siamo siete sono",
}
# Which verbs take which: in French all that take être but in other meanings avoir too, and otherwise common ones.
_VERBS = {
    "haben": """
        antworten arbeiten backen bauen beginnen bekommen bestellen bezahlen brauchen bringen denken duschen
        erklären essen finden fragen geben glauben haben hängen heißen helfen hoffen holen hören kaufen kennen
        kochen kosten lachen legen leihen lernen lesen lieben liegen machen malen meinen mieten nehmen öffnen
        probieren putzen rauchen reden rufen sagen schenken schlafen schließen schmecken schneiden schreiben
        sehen singen spielen sprechen stellen studieren suchen tanzen tragen treffen trinken tun verkaufen
        verlieren verstehen warten waschen weinen werfen wissen wohnen wünschen zahlen zeigen""",
    "sein": """
        abfahren ankommen aufstehen aufwachen begegnen bleiben einschlafen fallen fliegen folgen gehen
        gelingen geschehen kommen laufen passieren reisen sein springen steigen sterben verschwinden wachsen
        werden""",
    "être": """
        aller arriver décéder devenir intervenir mourir naître partir parvenir rester revenir survenir tomber
        venir""",
    "avere": """
        amare ascoltare aspettare avere bere capire cercare chiamare chiedere chiudere comprare conoscere
        credere cucinare dare decidere dimenticare dire dormire fare giocare guardare imparare incontrare
        lavorare lavare leggere mangiare mettere pagare parlare pensare perdere portare prendere preparare
        ricevere ridere rispondere sapere scegliere scrivere sentire spendere spiegare studiare telefonare
        trovare usare vedere vendere viaggiare""",
    "essere": """
        andare arrivare cadere diventare entrare essere morire nascere partire piacere restare rimanere
        riuscire stare succedere tornare uscire venire""",
}  # fmt: skip
_EITHER = ("descendre", "entrer", "monter", "passer", "rentrer", "retourner", "sortir")


def is_perfect(form: str, verb: str, language: str, place: int) -> bool:
    """Return whether a form is the perfect of a verb, for all that our own lists and rules know.

    Args:
        form: The auxiliary and the participle.
        verb: The infinitive.
        language: German, Spanish, French or Italian.
        place: The person, from 0 to 5.
    """
    auxiliary, _, participle = form.partition(" ")
    if language == "fr":
        participle = re.sub(r"(?<=[éiutrs])s$", "", participle) if place > 2 else participle
    elif language == "it":
        participle = re.sub(r"i$", "o", participle)
    own = irregular_forms(verb, language, "past participle") or regular_forms(verb, language, "past participle")
    base = base_in_list(participle, language)
    helper = _helper(verb, language)
    if base is None or not (base == verb or own == [participle]) or not helper:
        return False
    return auxiliary == _AUXILIARIES[helper].split()[place]


def _helper(verb: str, language: str) -> str:
    """Return the auxiliary of a verb; empty where our lists do not have it."""
    if language == "es":
        return "haber"
    if language == "fr" and verb not in _VERBS["être"].split():
        return "être" if verb in _EITHER else "avoir"
    ours = {"de": ("haben", "sein"), "fr": ("être",), "it": ("avere", "essere")}[language]
    return next((helper for helper in ours if verb in _VERBS[helper].split()), "")
