"""The forms of questions for the language tools, in English, Spanish, German and Chinese."""

import re
from functools import cache

from agents.language_names import MASK

# What stands in quotation marks, and what may stand without.
_QUOTED = r"['‘’\"“”„«»「」『』‚‹›`]\s*(?P<{name}{number}>[^'‘\"“”„«»「」『』‚‹›`]+(?:['’][^\W\d_][^'‘\"“”„«»「」『』‹›`]*)*?)\s*['‘’\"“”«»「」『』‹›`]"
_NO_VERB = r"(?!(?:the|this|that|it|a|an|verbs?|to|el|la|un|una|los|verbos?|das|der|die|ein|eine)\b)"
_WORD = r"(?:{quoted}|" + _NO_VERB + r"(?P<{name}0>(?:to )?[^\W\d_]+(?:[-'’][^\W\d_]+)*))"
_TENSE_WORDS = (
    "present past preterite preterit imperfect perfect future conditional subjunctive indicative imperative "
    "gerund participle simple continuous tense mood historic compound command form forms i ii 1 2 prasens "
    "prateritum perfekt imperfekt futur konjunktiv imperativ partizip gegenwart vergangenheit zukunft presente "
    "pasado preterito indefinido imperfecto futuro condicional subjuntivo imperativo gerundio participio perfecto "
    "compuesto pluscuamperfecto plusquamperfekt pluperfect de del passe compose imparfait passato prossimo remoto "
    "现在时 过去时 将来时 现在式 过去式 条件式 虚拟式 命令式 过去分词 现在分词 完成时 动名词"
)
_TENSE = rf"(?P<tense>(?:{'|'.join(sorted(_TENSE_WORDS.split(), key=len, reverse=True))})(?:[ -](?:{'|'.join(_TENSE_WORDS.split())})){{0,4}})"
_NUMBER = r"(?P<number>[-−]?\d[\d.,]{0,60})(?P<ordinal>st|nd|rd|th|º|ª|\.o)?"
_TEXT = r"(?:{quoted}|(?P<text0>\S.*?))"
_SIGNS = r"(?:{quoted}|(?P<text0>[\u0370-\u1eff\u3005-\ud7ff][^\x00-\x1f a-z]*(?: [^\x00-\x1f a-z]+)*))"
_HAN = r"(?:{quoted}|(?P<text0>[\u3005-\u9fff][\u3000-\u9fff，。！？]*))"
ASK = r"(?:please |can you |could you |would you |bitte |por favor,? |请)*"
# Without accents, in lower case; {L} a language, {T} a tense, {V} a verb or word, {N} a number, {X} a text, {H} Chinese or
# kana, {Q} a text in quotation marks or in another script.
FORMS = {
    "conjugate": (
        r"(?:conjugate|conjugation of|conjugation for|verb table (?:of|for)|(?:how (?:do|would|can|should) (?:i|you|we|one) conjugate)|(?:show me |give me |what is |whats )?the conjugation (?:of|for)) (?:the )?(?:{L} )?(?:verb )?{V}(?: in(?:to)? (?:the )?{T})?(?: in {L2})?",
        r"(?:conjugate|how (?:do|would|can|should) (?:i|you|we|one) conjugate) (?:the )?(?:{L} )?(?:verb )?{V} in {L2} in (?:the )?{T}",
        r"(?:what(?: is|'s|’s| are)|give me|tell me) (?:the )?{T} of (?:the )?(?:{L} )?(?:verb )?{V}(?: in {L2})?",
        r"(?:the )?{T} of (?:the )?(?:{L} )?(?:verb )?{V}(?: in {L2})?",
        r"(?:conjuga|conjugar|conjugacion (?:de|del)|como se conjuga)(?: el)?(?: verbo)?(?: (?:en )?{L})? {V}(?: en(?: el)? {T})?(?: en {L2})?",
        r"(?:cual es|dime|di)(?: el| la)? {T} (?:de|del)(?: verbo)?(?: {L})? {V}(?: en {L2})?",
        r"(?:konjugiere|konjugier|konjugation von)(?: das)?(?: {L}e?s?)?(?: verb)? {V}(?: (?:im|in) {T})?(?: auf {L2})?",
        r"wie (?:konjugiert man|wird)(?: das)?(?: {L}e?s?)?(?: verb)? {V}(?: (?:im|in) {T})?(?: auf {L2})?(?: konjugiert)?",
        r"(?:was ist|wie lautet|wie heisst|nenne)(?: das| der| die)? {T} (?:von|des verbs)(?: dem)?(?: {L}en)?(?: verb)? {V}(?: auf {L2})?",
        r"(?:{L}(?:的|中的|里的)?(?:动词)?|动词)?{V}的{T}(?:变位|形式)?(?:是什么|怎么变|是)?",
        r"(?:{L}(?:的|中的|里的)?(?:动词)?|动词)?{V}(?:的变位(?:是什么)?|怎么变位)",
        r"(?:变位|动词变位)[:：]? ?(?:{L}(?:的)?(?:动词)?)? ?{V}",
    ),
    "number_in_words": (
        r"(?:how (?:do|would|can) (?:you|i|we) (?:say|write|spell)|what(?: is|'s|’s)|say|write|spell|write out|spell out)(?: out)?(?: the)?(?: (?P<year>year)| number)? {N}(?: in words)? in (?:{L} words|words in {L2}|{L3})",
        r"(?P<year>year )?{N} in {L}(?: words)?",
        r"(?:write|spell|say)(?: out)?(?: the)?(?: (?P<year>year)| number)? {N}(?: out)? (?:in|as)(?: (?P<english>words|letters))",
        r"(?:como se (?:dice|escribe)|escribe|di|que es)(?: el)?(?: (?P<year>ano)| numero)? {N}(?: (?:en|con) (?:palabras|letras))? en {L}",
        r"(?:como se escribe|escribe|di)(?: el)?(?: (?P<year>ano)| numero)? {N} (?:en|con) (?P<spanish>palabras|letras)",
        r"(?:wie (?:sagt|schreibt) man|was heisst|wie heisst|schreibe?|sag)(?: die| das)?(?: (?P<year>jahr(?:eszahl)?)| zahl)? {N}(?: (?:in worten|als wort))? (?:auf|in) {L}(?:(?: in)? worten)?(?: aus)?",
        r"(?:wie schreibt man|schreibe?)(?: die| das)?(?: (?P<year>jahr(?:eszahl)?)| zahl)? {N} (?:in|mit|als) (?P<german>worten|wort|buchstaben)(?: aus)?",
        r"(?:数字)?{N}(?P<year>年)?(?:用|的){L}(?:怎么说|怎么写|怎么读)",
        r"用{L}(?:怎么)?(?:说|写|读)(?:数字)? ?{N}(?P<year>年)?",
        r"what number is {X} in {L}",
    ),
    "transliterate": (
        r"(?:what(?: is|'s|’s) )?(?:the )?(?P<to>pinyin|romaji)(?: of| for) {H}",
        r"(?:write|give|put|transliterate|transcribe|how (?:do|would) (?:you|i) write) {H} (?:in|into|to|as) (?P<to>pinyin|romaji|roman letters)",
        r"(?:how (?:is|do you (?:pronounce|say|read)|do i (?:pronounce|read)|to pronounce)) {H}(?: pronounced| read)?(?: in (?P<to>chinese|mandarin|pinyin))?",
        r"(?:write|put|transliterate|how (?:do|would) (?:you|i) write) {X} (?:in|into|to|as) (?P<to>hiragana|katakana)",
        r"(?:cual es )?(?:el )?(?P<to>pinyin|romaji) de {H}",
        r"(?:escribe|pon|como se escribe) {H} en (?P<to>pinyin|romaji|letras latinas)",
        r"(?:escribe|como se escribe) {X} en (?P<to>hiragana|katakana)",
        r"(?:was ist|wie lautet|wie ist) (?:das |der )?(?P<to>pinyin|romaji) (?:von|fur) {H}",
        r"(?:schreibe?|wie schreibt man) {H} (?:in|auf|als) (?P<to>pinyin|romaji|lateinischen buchstaben)",
        r"(?:schreibe?|wie schreibt man) {X} (?:in|auf|als) (?P<to>hiragana|katakana)",
        r"wie (?:spricht man|wird) {H}(?: auf (?P<to>chinesisch))? (?:aus|ausgesprochen)",
        r"{H}的(?P<to>拼音|罗马字|罗马音)(?:是什么|怎么写|是)?",
        r"{H}(?P<to>怎么读|怎么念)",
    ),
    "identify_language": (
        r"(?:what|which) language (?:is|are) (?:the (?:text|sentence|words?|phrase) )?{Q}(?: (?:written )?in)?",
        r"in (?:what|which) language is (?:the (?:text|sentence|words?|phrase) )?{Q}(?: written)?",
        r"(?:what|which) language is (?:this|it)(?: text| sentence)?[?:]? {Q}",
        r"(?:what|which) language is (?:this|it)(?: text| sentence)?(?: (?:written )?in)?: ?{X}",
        r"(?:identify|detect|tell me|recogni[sz]e|guess) the language(?: of| in)?:? (?:the (?:text|sentence|words?|phrase) )?{Q}",
        r"(?:identify|detect|recogni[sz]e|guess) the language(?: of this(?: text)?)?: ?{X}",
        r"(?:que idioma es|en que idioma esta(?: escrito)?|que lengua es)(?: esto:?)?(?: el texto| la frase)? {Q}",
        r"(?:que idioma es(?: este| esto)?|en que idioma esta(?: escrito)?(?: esto)?): ?{X}",
        r"(?:welche sprache ist|in welcher sprache (?:ist|steht))(?: das:?)?(?: der text| der satz)? {Q}(?: geschrieben)?",
        r"(?:welche sprache ist das|in welcher sprache (?:ist|steht) das): ?{X}",
        r"{Q}(?:是什么语言|是哪种语言|是什么语|是哪国语言)",
    ),
    "base_form": (
        r"(?:what(?: is|'s|’s) )?(?:the )?(?:base form|lemma|infinitive|dictionary form|root form)(?: of| for)(?: the)?(?: {L})?(?: word| verb)? {V}(?: in {L2})?",
        r"(?:cual es )?(?:el|la) (?:forma base|lema|infinitivo) (?:de|del)(?: la palabra| verbo)?(?: {L})? {V}(?: en {L2})?",
        r"(?:was ist|wie lautet) (?:die|das|der) (?:grundform|infinitiv|lemma) (?:von|des|der)(?: {L}en)?(?: worte?s| verbs)? {V}(?: auf {L2})?",
        r"(?:{L}(?:的|中的|里的)?)?{V}的(?:原形|原型)(?:是什么)?",
    ),
}  # fmt: skip


@cache
def patterns() -> dict[str, list[re.Pattern[str]]]:
    """Return the forms of the questions of each tool; a language's name stands as `MASK`."""
    return {name: [_compiled(form) for form in forms] for name, forms in FORMS.items()}


def _compiled(form: str) -> re.Pattern[str]:
    quoted = {name: _QUOTED.format(name=name, number=1) for name in ("word", "text")}
    parts = {
        "{T}": _TENSE,
        "{N}": _NUMBER,
        "{V}": _WORD.replace("{quoted}", quoted["word"]).replace("{name}", "word"),
        "{X}": _TEXT.replace("{quoted}", quoted["text"]),
        "{Q}": _SIGNS.replace("{quoted}", quoted["text"]),
        "{H}": _HAN.replace("{quoted}", quoted["text"]),
    } | {f"{{L{place}}}": f"(?P<language{place}>{MASK}+)" for place in ("", "2", "3")}
    for sign, pattern in parts.items():
        form = form.replace(sign, pattern)
    return re.compile(form)
