"""Requests to save, list and forget in more words than an imperative, such as “for future reference, …”."""

import re

from agents.lazy_pattern import LazyPattern

_LAST = r"[\s.!?。！？]*$"
_EN_ASK = r"^\W*(?:(?:please|hey|hi|hello|ok(?:ay)?|and|so|can you|could you|would you|will you|kindly)[, ]+)*"
_EN_OWN = r"(?=(?:my|our|i|we|i['’]m|i['’]ve|we['’]re)\b)"
_EN_LIKES = (
    r"(?:like|love|hate|dislike|prefer|enjoy|play|own|speak|eat|drink|collect|watch|follow|practi[sc]e|"
    r"(?:am|['’]m) (?:allergic|afraid)(?: (?:to|of))?)"
)
_EN_SHOW = r"(?:list|name|enumerate|show(?: me)?|tell me(?: again)?|give me|remind me of|display)(?: up)?"
_ES_ASK = r"^\W*(?:(?:por favor|hola|oye|y|pues|puedes|podrías|me puedes)[, ]+)*[¿¡]*"
_ES_SHOW = (
    r"(?:lista|listar|enumera|nombra|dime|mu[eé]stra(?:me)?|ens[eé]ña(?:me)?|dame|enumérame|di|mostrar(?:me)?|"
    r"enseñarme|decirme)"
)
_ES_LIKES = (
    r"(?:me (?:gustan?|encantan?|molesta)|practico|juego|toco|hablo|odio|prefiero|colecciono|como|escucho|"
    r"no (?:me gustan?|como))"
)
_DE_ASK = r"^\W*(?:(?:bitte|hallo|hey|und|kannst du(?: mir)?|könntest du(?: mir)?)[, ]+)*"
_DE_SHOW = r"(?:listen?|nenne?|zähle?|zeige?|sage?|gib|nennen|zeigen|aufzählen)(?: mir)?(?: (?:bitte|mal|noch ?mal))*"
_DE_LIKES = (
    r"(?:mag|liebe|hasse|spiele|spreche|esse|trinke|mache|sammle|höre|treibe|gern\w* (?:mag|esse|spiele|höre|"
    r"trinke)|allergisch bin)"
)
_ZH_SHOW = r"(?:请|麻烦)?你?(?:帮我)?(?:列出|列一下|列举|说说|说一下|说出|讲讲|告诉我|给我看看?|显示|看看)(?:一下)?"
_ZH_LIKES = r"我(?:最|不)?(?:喜欢|讨厌|爱|会|养|玩|打|吃|说|收集|听)"

_SAVES = tuple(
    LazyPattern(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{_EN_ASK}(?:i(?:['’]d| would) like|i want|i need) you to (?:always |please )?(?:remember|know|note|keep in "
        rf"mind|memori[sz]e|save)(?: down)?(?: (?:that|this))?[:,]? {_EN_OWN}(?P<fact>.+)",
        rf"{_EN_ASK}(?:just )?(?:so (?:that )?you know|for (?:future|later|your) (?:reference|information|use)|"
        rf"for the record|(?:you|u) should know(?: that)?|be aware that|keep it in mind that)[:,]? {_EN_OWN}(?P<fact>.+)",
        rf"{_EN_ASK}(?:(?:a )?note to self|note|reminder|for later|memo)\s*: ?(?P<fact>.+)",
        rf"{_EN_ASK}(?:write|jot|note|put|take)(?: (?:this|it))? down(?: that|:| this:)? {_EN_OWN}(?P<fact>.+)",
        r"^\W*(?:(?:hey|hi|hello|please|ok(?:ay)?)[, ]+)*(?:can|could|will|would) you (?:please )?(?:remember|save|note|"
        r"memori[sz]e|keep in mind)(?: for me)? (?:that )?(?!(?:that )?(?:i|we|my \w+) (?:told|said|asked|mentioned|"
        rf"talked|discussed|wanted)\b){_EN_OWN}(?!(?:my|our)\b(?!.*\b(?:is|are|was|has|have|starts?|lives?|will)\b))(?P<fact>.+?)\?*$",
        rf"{_EN_ASK}save the date:? (?P<fact>.+)",
        rf"{_ES_ASK}(?:quiero|quisiera|necesito|me gustaría) que (?:te )?(?:recuerdes|recordaras|acuerdes|sepas|memorices|"
        r"apuntes|anotes|guardes|tengas en cuenta)(?: de)?(?: que|:)? (?P<fact>.+)",
        rf"{_ES_ASK}(?:nota(?: para mí)?|recordatorio|para (?:más tarde|luego))\s*: ?(?P<fact>.+)",
        rf"{_ES_ASK}(?:(?:solo )?para que (?:lo )?sepas|para tu información|que sepas)(?: que|[:,])? (?P<fact>.+)",
        rf"{_ES_ASK}(?:apúntate|apuntate|anótate|anotate|recuérdame|recuerdame|apúntame|anótame) que (?P<fact>.+)",
        rf"{_DE_ASK}ich (?:will|möchte|hätte gern\w*|wünsche mir|brauche)(?: gern\w*)?,? dass du (?:dir )?(?:merkst|weißt|"
        r"notierst|behältst|speicherst)(?:, dass|:|,)? (?P<fact>.+)",
        rf"{_DE_ASK}(?:notiz(?: an mich)?|merkzettel|für später|erinnerung)\s*: ?(?P<fact>.+)",
        rf"{_DE_ASK}(?:(?:nur )?damit du(?: es)? (?:das )?weißt|(?:nur )?zur info(?:rmation)?|zu deiner information|du "
        r"(?:solltest|sollst) wissen)(?:, dass|[:,])? (?P<fact>.+)",
        r"^\W*(?:我(?:想|要|希望)?(?:让|请|要)?你|请你?|麻烦你?)?(?:帮我)?(?:记住|记得|记着|记一下|知道一下)[:,]?\s*"
        r"(?P<fact>我.+)",
        r"^\W*(?:备忘录?|备注|笔记|便条)\s*[:,]\s*(?P<fact>.+)",
        r"^\W*(?:顺便(?:告诉你|说(?:一下|一句)?)|跟你说(?:一下)?|告诉你一下)\s*[:,]?\s*(?P<fact>我.+)",
    )
)
_LISTS = tuple(
    LazyPattern(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{_EN_ASK}{_EN_SHOW} (?:(?:all|every|each|any|the|of|which|what|names? of) )*(?:[\w'’-]+ ){{1,5}}?"
        rf"(?:(?:that|which|who) )?i (?:{_EN_LIKES})(?: to \w+)?(?: (?:most|best|the most))?{_LAST}",
        rf"{_EN_ASK}{_EN_SHOW} (?:(?:all|the|of|names?|dates?) )*my (?:\w+ )?(?:favou?rite [\w -]+|allerg(?:y|ies)|"
        r"hobb(?:y|ies)|pets?|siblings|friends|languages|sports|interests|dislikes|goals|appointments|exams?|"
        rf"birthday|brothers|sisters|children|kids|instruments?){_LAST}",
        r"^\W*(?:what|which)(?:['’]s| is| are| was| were) the names? of my \w+",
        rf"{_ES_ASK}{_ES_SHOW} (?:(?:todos?|todas?|los|las|el|la|qué|cuáles|lo) )*(?:[\wáéíóúñü-]+ ){{1,5}}?"
        rf"que (?:más )?{_ES_LIKES}(?: más)?{_LAST}",
        rf"{_ES_ASK}{_ES_SHOW} (?:(?:todos?|todas?|cuáles son) )*mis (?:alergias|aficiones|mascotas|hermanos|amigos|"
        rf"deportes|idiomas|intereses|citas|exámenes|[\w]+ (?:favorit|preferid)[oa]s){_LAST}",
        rf"{_DE_ASK}{_DE_SHOW} (?:(?:alle?s?|die|den|das|mir|welche\w*|was) )*(?:[\wäöüß-]+ )?(?:[\wäöüß-]+)?"
        rf"(?: auf)?,? (?:die|den|das|was|welche\w*) ich (?:\w+ )?{_DE_LIKES}(?: auf)?{_LAST}",
        rf"{_DE_ASK}{_DE_SHOW} (?:alle? )?(?:meine?r?) (?:allergien|hobbys|haustiere|geschwister|freunde|sportarten|"
        rf"sprachen|interessen|termine|prüfungen|lieblings\w+)(?: auf)?{_LAST}",
        rf"^\W*{_ZH_SHOW}(?:所有|全部)?{_ZH_LIKES}.{{0,12}}$",
        rf"^\W*{_ZH_SHOW}(?:所有|全部)?我的?(?:所有|全部)?(?:过敏[源史]?|爱好|宠物|兄弟姐妹|朋友|运动|语言|兴趣|预约|"
        rf"最喜欢的.{{1,8}}){_LAST}",
    )
)
_EVERYTHING = tuple(
    LazyPattern(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{_EN_ASK}{_EN_SHOW} (?:(?:all|the|of|everything) )*(?:(?:my|your) (?:saved |stored |remembered )?|saved |stored |"
        rf"remembered )(?:memor(?:y|ies)|facts){_LAST}",
        rf"{_EN_ASK}{_EN_SHOW} (?:all )?(?:the )?(?:facts|things|memories|everything|all|anything|what) (?:(?:that )?"
        r"(?:you (?:\w+ )?(?:remember|know|saved|stored)|i (?:\w+ )?told you))(?: about me| of me)?" + _LAST,
        r"^\W*(?:and |so )?what (?:have|did) i (?:already |ever )?(?:told|tell) you(?: about (?:me|myself))?" + _LAST,
        rf"{_ES_ASK}{_ES_SHOW} (?:todos )?(?:mis recuerdos|tu memoria|lo que hay en tu memoria){_LAST}",
        rf"{_ES_ASK}{_ES_SHOW} (?:todo )?(?:lo )?que (?:sabes|recuerdas|has (?:guardado|apuntado))"
        rf"(?: (?:de|sobre) mí)?{_LAST}",
        r"^\W*qué (?:cosas )?(?:has|tienes) (?:guardado|apuntado|anotado)\w* (?:de|sobre) mí",
        rf"{_DE_ASK}{_DE_SHOW} (?:alle? )?(?:meine?r? )?(?:erinnerungen|gespeicherten \w+)(?: auf)?{_LAST}",
        rf"{_DE_ASK}{_DE_SHOW}(?: mir)?,? (?:alles,? )?was du (?:(?:alles|noch|dir|schon) )*(?:(?:über|von) (?:mich|mir) )?"
        rf"(?:dir )?(?:alles )?(?:weißt|gemerkt hast|gespeichert hast|merkst){_LAST}",
        r"^\W*was (?:hast|weißt) du (?:alles )?(?:über|von) (?:mich|mir) (?:gespeichert|gemerkt|notiert)",
        rf"^\W*{_ZH_SHOW}(?:所有|全部)?(?:我的|你的)(?:所有|全部)?记忆{_LAST}",
        rf"^\W*{_ZH_SHOW}(?:所有|全部)?(?:关于我|你(?:所)?(?:记住|记得|知道|保存|记下)).{{0,20}}$",
        r"^\W*把?你(?:都)?(?:所)?(?:记住|记得|知道|保存|记下)了?的?(?:所有|全部)?(?:关于)?我.{0,20}"
        r"(?:看看?|说说|列出来)",
        r"^\W*你(?:都)?(?:知道|保存了?|记住了?|记下了?)(?:关于)?我的?(?:什么|哪些)",
    )
)
_TOLD_ABOUT = LazyPattern(
    rf"{_EN_ASK}(?:{_EN_SHOW} )?(?:what|everything|all)(?: that)? (?:(?:have|did) i|i(?: have|['’]ve)?) "
    r"(?:already |ever )?(?:told|tell) you about my \w+",
    re.IGNORECASE,
)
_FORGETS = tuple(
    LazyPattern(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"{_EN_ASK}(?:forget|delete|erase|unlearn|remove|clear|wipe|drop)\b.{{0,60}}?\b(?:(?:from|in|out of) (?:your |the )?"
        r"memory|(?:you|i) (?:\w+ )?(?:know|remember|saved|stored|told you|said)\b.{0,12}(?:about (?:me|my)\b|$)|"
        r"(?:fact|memory|memories|note)s? (?:about|of|that)\b|(?:my|your) memor(?:y|ies)\b)",
        rf"{_EN_ASK}(?:stop|quit) (?:remembering|storing|keeping) (?:my|me|that i|what i)\b",
        rf"{_EN_ASK}(?:(?:do not|don['’]t) (?:remember|keep|store|save)|i (?:no longer want|(?:do not|don['’]t) want|would "
        r"rather not have) you to (?:remember|know|keep|store|save)|you (?:should|need) (?:no longer|not|to stop) "
        r"(?:remember\w*|know|keep)) (?:my|me|that i|about me|what i)\b",
        rf"{_ES_ASK}(?:olvida|borra|elimina|quita|suprime)(?:te)?\b.{{0,60}}?(?:tu memoria|(?:de|sobre) mí(?!\w)|"
        r"lo que (?:sabes|recuerdas|te (?:dije|conté)))",
        rf"{_ES_ASK}olvídate de (?:todo|mis?|que|lo que)\b",
        rf"{_ES_ASK}(?:ya )?no (?:recuerdes|guardes|memorices|quiero que (?:recuerdes|sepas|guardes))(?: más| ya)* "
        r"(?:mis?|que (?:soy|vivo|tengo|me)|lo que)\b",
        rf"{_DE_ASK}(?:vergiss(?!,? (?:bitte,? )?nicht)|lösche?|entferne?|streiche?|tilge)\b.{{0,60}}?(?:(?:deinem|dem) (?:gedächtnis|"
        r"speicher)|über (?:mich|mein\w*)\b|von mir\b|,? dass ich\b|mein\w* (?:\w+ )?(?:adresse|geburtstag|nummer|"
        r"telefonnummer|namen?|alter|daten)\b)",
        rf"{_DE_ASK}(?:merke?|speicher\w*|behalte?) (?:dir )?(?:\w+ ){{1,5}}?nicht (?:mehr|länger)\b",
        rf"{_DE_ASK}(?:du sollst|ich (?:will|möchte) nicht(?: mehr)?, dass du) (?:dir )?(?:mein\w*|das) .{{0,40}}?"
        r"(?:merken|wissen|speichern|merkst|weißt|speicherst|behältst)\b",
        r"^\W*请?(?:帮我)?把(?!.*(?:代码|句子|作文|程序|文件|方程)).{0,16}(?:我|记忆).{0,20}(?:删掉|删除|删了|忘掉|忘了|忘记|清除|去掉)",
        r"^\W*请?(?:清除|清空|删除|删掉|忘掉|忘记|抹去)(?!.*(?:代码|句子|作文|程序|文件)).{0,16}(?:记忆|关于我|对我|我的)",
        r"^\W*(?:请)?(?:不要|别|不用)再?(?:记着|记得|记住|记|保存|存)我的?.{1,20}$",
    )
)
_EXERCISE = LazyPattern(
    r"[=^]|[?？]\W*$|^(?:solve|what|how|why|who|when|translate|correct|explain|calculate|write|the answer|like your|i like your|"
    r"resuelve|traduce|corrige|explica|qué|cómo|löse|übersetze|korrigiere|erkläre|was|wie|解|翻译|改正|计算|什么)"
)
_MATERIAL = LazyPattern(
    r"\b(?:code|function|variable|file|line|equation|formula|sentence|essay|paragraph|program|list of|array|database|"
    r"table|steps?|mistakes?|answers?|c[oó]digo|archivo|ecuaci[oó]n|frase|gleichung|satz|datei|zeile)\b|方程|代码|句子|作文|程序|函数"
)


def fact_to_save(text: str) -> str:
    """Return the fact that a message on one line asks to remember; empty if it asks for nothing of the kind."""
    for pattern in _SAVES:
        if match := pattern.match(text):
            fact = match["fact"].strip()
            return "" if _EXERCISE.search(fact) else fact
    return ""


def asks_for_list(text: str) -> bool:
    """Return whether a message asks for things that the person told of themselves, not for everything."""
    return not _MATERIAL.search(text) and any(pattern.match(text) for pattern in (*_LISTS, _TOLD_ABOUT))


def asks_for_all(text: str) -> bool:
    """Return whether a message asks for everything that the person told of themselves."""
    return not _MATERIAL.search(text) and any(pattern.match(text) for pattern in _EVERYTHING)


def is_material(text: str) -> bool:
    """Return whether a text speaks of exercises and programs, which are not facts about a person."""
    return _MATERIAL.search(text) is not None


def asks_to_remove(text: str) -> bool:
    """Return whether a message asks to forget something about the person."""
    return not _MATERIAL.search(text) and any(pattern.match(text) for pattern in _FORGETS)
