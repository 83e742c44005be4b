"""The tenses and moods of seven languages: their names, the persons, and where a verb table has them."""

from agents.language_names import plain

PERSONS = {
    "de": ("ich", "du", "er/sie/es", "wir", "ihr", "sie"),
    "en": ("I", "you", "he/she/it", "we", "you (plural)", "they"),
    "es": ("yo", "tú", "él/ella/usted", "nosotros", "vosotros", "ellos/ustedes"),
    "fr": ("je", "tu", "il/elle", "nous", "vous", "ils/elles"),
    "it": ("io", "tu", "lui/lei", "noi", "voi", "loro"),
    "nl": ("ik", "jij", "hij/zij", "wij", "jullie", "zij"),
    "pt": ("eu", "tu", "ele/você", "nós", "vós", "eles/vocês"),
}
IMPERATIVE_PERSONS = {
    "de": ("du", "ihr"),
    "es": ("tú", "usted", "nosotros", "vosotros", "ustedes"),
    "fr": ("tu", "nous", "vous"),
    "it": ("tu", "Lei", "noi", "voi", "Loro"),
    "pt": ("tu", "você", "nós", "vós", "vocês"),
}
# The English name of a tense: its own name, and the attribute of ablaut's table.
TENSES: dict[str, dict[str, tuple[str, str]]] = {
    "de": {
        "present": ("Präsens", "present"),
        "preterite": ("Präteritum", "preterite"),
        "perfect": ("Perfekt", "perfect"),
        "future": ("Futur I", "future1"),
        "subjunctive I": ("Konjunktiv I", "konjunktiv1"),
        "subjunctive II": ("Konjunktiv II", "konjunktiv2"),
        "imperative": ("Imperativ", "imperative"),
        "present participle": ("Partizip I", "present_participle"),
        "past participle": ("Partizip II", "past_participle"),
    },
    "en": {
        "present": ("simple present", "present_row"),
        "past": ("simple past", "past_row"),
        "present participle": ("present participle", "present_participle"),
        "past participle": ("past participle", "past_participle"),
    },
    "es": {
        "present": ("presente", "present"),
        "preterite": ("pretérito", "preterite"),
        "imperfect": ("imperfecto", "imperfect"),
        "perfect": ("pretérito perfecto", "perfecto_compuesto"),
        "future": ("futuro", "future"),
        "conditional": ("condicional", "conditional"),
        "present subjunctive": ("presente de subjuntivo", "subjunctive_present"),
        "imperfect subjunctive": ("imperfecto de subjuntivo", "subjunctive_imperfect"),
        "imperative": ("imperativo", "imperative"),
        "gerund": ("gerundio", "gerund"),
        "past participle": ("participio", "past_participle"),
    },
    "fr": {
        "present": ("présent", "present"),
        "preterite": ("passé simple", "past_historic"),
        "imperfect": ("imparfait", "imperfect"),
        "perfect": ("passé composé", "passe_compose"),
        "future": ("futur simple", "future"),
        "conditional": ("conditionnel présent", "conditional"),
        "present subjunctive": ("subjonctif présent", "subjunctive_present"),
        "imperfect subjunctive": ("subjonctif imparfait", "subjunctive_imperfect"),
        "imperative": ("impératif", "imperative"),
        "present participle": ("participe présent", "present_participle"),
        "past participle": ("participe passé", "past_participle"),
    },
    "it": {
        "present": ("presente", "present"),
        "preterite": ("passato remoto", "past_historic"),
        "imperfect": ("imperfetto", "imperfect"),
        "perfect": ("passato prossimo", "passato_prossimo"),
        "future": ("futuro semplice", "future"),
        "conditional": ("condizionale presente", "conditional"),
        "present subjunctive": ("congiuntivo presente", "subjunctive_present"),
        "imperfect subjunctive": ("congiuntivo imperfetto", "subjunctive_imperfect"),
        "imperative": ("imperativo", "imperative"),
        "gerund": ("gerundio", "gerund"),
        "past participle": ("participio passato", "past_participle"),
    },
    "nl": {
        "present": ("onvoltooid tegenwoordige tijd", "present"),
        "past": ("onvoltooid verleden tijd", "past"),
        "present participle": ("tegenwoordig deelwoord", "present_participle"),
        "past participle": ("voltooid deelwoord", "past_participle"),
    },
    "pt": {
        "present": ("presente", "present"),
        "preterite": ("pretérito perfeito", "preterite"),
        "imperfect": ("pretérito imperfeito", "imperfect"),
        "future": ("futuro do presente", "future"),
        "conditional": ("condicional", "conditional"),
        "present subjunctive": ("presente do subjuntivo", "subjunctive_present"),
        "imperfect subjunctive": ("imperfeito do subjuntivo", "subjunctive_imperfect"),
        "imperative": ("imperativo", "imperative"),
        "gerund": ("gerúndio", "gerund"),
        "past participle": ("particípio", "past_participle"),
    },
}
_USUAL = ("present", "preterite", "past", "imperfect", "future")
# Other names, in four languages; of several tenses, a language has those that it has.
_ALIASES = """
present: present tense, present indicative, simple present, presente, presente de indicativo, presente del indicativo, \
Gegenwart, 现在时, 现在式, indicativo presente
preterite: simple past, past historic, past definite, preterite tense, pretérito indefinido, pretérito simple, \
pretérito perfecto simple, indefinido, Imperfekt, 简单过去时
imperfect: imperfect tense, imperfect indicative, pretérito imperfecto, imparfait, imperfetto, 未完成时
perfect: present perfect, perfect tense, compound past, pretérito perfecto, \
pretérito perfecto compuesto, 现在完成时, 完成时
future: future tense, simple future, futuro, futuro simple, Futur, Futur 1, Zukunft, 将来时
conditional: conditional tense, present conditional, Konditional, condicional, 条件式
present subjunctive: subjunctive, subjunctive present, subjuntivo, subjuntivo presente, presente del subjuntivo, \
presente de subjuntivo, Konjunktiv, 虚拟式
imperfect subjunctive: past subjunctive, subjuntivo imperfecto, imperfecto del subjuntivo, Konjunktiv Imperfekt
subjunctive I: Konjunktiv 1, first subjunctive
subjunctive II: Konjunktiv 2, second subjunctive
imperative: command, commands, imperative mood, imperativo, Befehlsform, 命令式, 祈使式
gerund: gerundio, Gerundium, 动名词
present participle: ing form, participio presente, Partizip 1, Partizip Präsens, 现在分词
past participle: participle, participio, participio pasado, Partizip, Partizip 2, Partizip Perfekt, 过去分词
"""
_PAST = ("past", "past tense", "pasado", "tiempo pasado", "Vergangenheit", "过去时", "过去式")


def find_tenses(name: str, language: str) -> list[str]:
    """Return the tenses that a name means in a language; the usual ones for an empty name, none for an unknown one."""
    table = TENSES[language]
    wanted = plain(name).removeprefix("the ").removesuffix(" form").removesuffix(" forms")
    if not wanted:
        return [tense for tense in _USUAL if tense in table]
    if wanted in map(plain, _PAST):
        return [tense for tense in ("past", "preterite", "imperfect", "perfect") if tense in table]
    if wanted.startswith(("subjunctive", "subjuntivo", "konjunktiv")) and language == "de" and wanted.split()[1:] == []:
        return ["subjunctive I", "subjunctive II"]
    if own := [tense for tense, (native, _) in table.items() if wanted in (plain(tense), plain(native))]:
        return own
    return [tense for tense in _aliases().get(wanted, ()) if tense in table]


def _aliases() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _ALIASES.strip().splitlines():
        tense, _, names = line.partition(": ")
        for name in names.split(", "):
            found.setdefault(plain(name), []).append(tense)
    for table in TENSES.values():  # a learner names a tense as their own language does
        for tense, (native, _) in table.items():
            if tense not in found.setdefault(plain(native), []):
                found[plain(native)].append(tense)
    for name, tense in (("simple past", "past"), ("preterite", "past"), ("gerund", "present participle")):
        found.setdefault(name, []).append(tense)
    return found
