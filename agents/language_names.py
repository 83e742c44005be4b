"""The names of languages in English, Spanish, German and Chinese, and their own."""

import re
import unicodedata

from agents.lazy_pattern import LazyPattern

# ISO 639-1: English | Spanish | German | Chinese | its own name, each with its variants.
_NAMES = """
ar: Arabic | árabe | Arabisch | 阿拉伯语,阿拉伯文 | العربية
bg: Bulgarian | búlgaro | Bulgarisch | 保加利亚语 | български
ca: Catalan | catalán | Katalanisch | 加泰罗尼亚语 | català
cs: Czech | checo | Tschechisch | 捷克语 | čeština
da: Danish | danés | Dänisch | 丹麦语 | dansk
de: German | alemán | Deutsch | 德语,德文 | deutsch
el: Greek | griego | Griechisch | 希腊语 | ελληνικά
en: English | inglés | Englisch | 英语,英文 | english
es: Spanish,Castilian | español,castellano | Spanisch | 西班牙语,西班牙文,西语 | español
eu: Basque | vasco,euskera | Baskisch | 巴斯克语 | euskara
fa: Persian,Farsi | persa | Persisch | 波斯语 | فارسی
fi: Finnish | finés,finlandés | Finnisch | 芬兰语 | suomi
fr: French | francés | Französisch | 法语,法文 | français
gl: Galician | gallego | Galicisch | 加利西亚语 | galego
he: Hebrew | hebreo | Hebräisch | 希伯来语 | עברית
hi: Hindi | hindi | Hindi | 印地语 | हिन्दी
hu: Hungarian | húngaro | Ungarisch | 匈牙利语 | magyar
id: Indonesian | indonesio | Indonesisch | 印尼语,印度尼西亚语 | bahasa indonesia
it: Italian | italiano | Italienisch | 意大利语,意大利文,意语 | italiano
ja: Japanese | japonés | Japanisch | 日语,日文 | 日本語,nihongo
ko: Korean | coreano | Koreanisch | 韩语,韩文,朝鲜语 | 한국어
la: Latin | latín | Latein,Lateinisch | 拉丁语,拉丁文 | latina
nl: Dutch | neerlandés,holandés | Niederländisch,Holländisch | 荷兰语,荷兰文 | nederlands
no: Norwegian | noruego | Norwegisch | 挪威语 | norsk
pl: Polish | polaco | Polnisch | 波兰语 | polski
pt: Portuguese | portugués | Portugiesisch | 葡萄牙语,葡萄牙文,葡语 | português
ro: Romanian | rumano | Rumänisch | 罗马尼亚语 | română
ru: Russian | ruso | Russisch | 俄语,俄文 | русский
sv: Swedish | sueco | Schwedisch | 瑞典语 | svenska
th: Thai | tailandés | Thailändisch | 泰语 | ไทย
tr: Turkish | turco | Türkisch | 土耳其语 | türkçe
uk: Ukrainian | ucraniano | Ukrainisch | 乌克兰语 | українська
vi: Vietnamese | vietnamita | Vietnamesisch | 越南语 | tiếng việt
zh: Chinese,Mandarin | chino,mandarín | Chinesisch,Mandarin | 中文,汉语,普通话,华语 | 中文
"""


def plain(text: str) -> str:
    """Return a text in lower case and without accents, so that `Alemán` and `aleman` are one."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return unicodedata.normalize("NFC", re.sub(r"[\u0300-\u036f]", "", decomposed)).strip()


def _read_names() -> tuple[dict[str, str], dict[str, str]]:
    english, codes = {}, {}
    for line in _NAMES.strip().splitlines():
        code, _, names = line.partition(": ")
        english[code] = re.split("[|,]", names)[0].strip()
        codes[code] = code
        for name in re.split("[|,]", names):
            codes[plain(name)] = code
    return english, codes


_ENGLISH, _CODES = _read_names()


def language_code(name: str) -> str | None:
    """Return the ISO 639-1 code of a language that is named in one of the languages above or by its code."""
    return _CODES.get(plain(name[:40]))


def language_name(code: str) -> str:
    """Return the English name of a language; the code itself where there is none."""
    return _ENGLISH.get(code, code)


def starting_code(text: str) -> str:
    """Return the code of the language whose name begins a text, such as “spanischen”; empty without one."""
    match = _NAME.match(plain(text))
    return _CODES[match["latin"] or match["other"]] if match else ""


def mask_names(text: str) -> str:
    """Return a text without accents and in lower case with `MASK` in the place of every letter of a language's name."""
    return _NAME.sub(lambda match: MASK * len(match[0]), text)


def _compile_names() -> LazyPattern:
    names = sorted((name for name in _CODES if name not in _ENGLISH), key=len, reverse=True)
    latin = "|".join(name for name in names if name.isascii())
    other = "|".join(name for name in names if not name.isascii())
    return LazyPattern(rf"(?<![a-z])(?P<latin>{latin})(?:e[sn]?)?(?![a-z])|(?P<other>{other})", 0)


MASK = "\ue000"
_NAME = _compile_names()
