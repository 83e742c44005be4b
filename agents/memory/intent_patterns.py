"""The patterns by which a message's intent is decided in German, Spanish and Chinese."""

from dataclasses import dataclass

from agents.lazy_pattern import LazyPattern


@dataclass(frozen=True, slots=True)
class IntentPatterns:
    """The patterns of one language, matched from the beginning of a message on one line with ASCII punctuation.

    Args:
        remember: A request to remember what follows.
        forget: A request to forget something about the person.
        everything: A request for all facts.
        asks: A request for something that was told.
        question: The beginning of a question.
        recalls: A question about the person.
        tells: A statement about the person.
        person: A mention of the person.
        work: An exercise, which is no intent of memory whatever else matches.
    """

    remember: LazyPattern
    forget: LazyPattern
    everything: LazyPattern
    asks: LazyPattern
    question: LazyPattern
    recalls: LazyPattern
    tells: LazyPattern
    person: LazyPattern
    work: LazyPattern


def _of(*alternatives: str, opening: str = r"\W*") -> LazyPattern:
    return LazyPattern(f"{opening}(?:{'|'.join(alternatives)})")


def _anywhere(*alternatives: str) -> LazyPattern:
    return _of(*alternatives, opening=".*?")


_DE_POLITE = r"\W*(?:(?:bitte|hallo|hey|und|ach|übrigens|kannst du|könntest du|sag mir|sag mal)[, ]+)*"
_DE_OWN = (
    r"mein\w* (?:\w+ ){0,2}?(?:\w*name|geburts\w+|lieblings\w+|alter|adresse|\w*nummer|\w*schwestern?|\w*br[uü]der|"
    r"geschwister|mutter|mama|vater|papa|eltern|hund\w*|katzen?|haustier\w*|\w*freund\w*|\w*lehrer\w*|schule|klasse|"
    r"beruf|arbeit|job|\w*prüfung\w*|\w*termin\w*|allergie\w*|oma|opa|groß\w+|tante|onkel|cousin\w*|sohn|söhne|"
    r"tochter|töchter|kind\w*|frau|mann|hobby\w*|stadt|land|zimmer|schließfach|bus|zug|flug|muttersprache|hochzeit)\b"
)
_DE_DOES = r"(?:wohne|lebe|heiße|arbeite|studiere|spiele|spreche|mag|liebe|hasse|komme|bin|habe|esse|lerne)"
_DE_ASKS = r"(?:wann|wo|woher|was|wer|wie(?: alt| viele \w+)?|(?:an |in )?welche\w*(?: \w+)?)"
GERMAN = IntentPatterns(
    remember=_of(
        r"(?:merke?|notiere?) (?:dir|für mich)\b",
        r"dir (?:bitte )?merken\b",
        r"merken sie sich\b",
        r"(?:erinnere dich|denke?) daran\b",
        r"vergiss (?:bitte )?nicht\b",
        r"behalte\b(?: im kopf)?",
        r"(?:speicher[en]?|schreibe? dir)(?: (?:dir|bitte|auf))*(?: (?:das|dies|folgendes))?(?: auf)?(?=\s*(?::|"
        r", dass\b))",
        opening=_DE_POLITE,
    ),
    forget=_of(
        r"(?:vergiss|lösche?) (?!nicht|bitte nicht)(?:bitte )?(?:alles|mein\w*|mich|was|dass)\b", opening=_DE_POLITE
    ),
    everything=_anywhere(r"\b(?:über mich|von mir)\b.*\b(?:weißt|gemerkt)", r"\bweißt du\b.*\b(?:über mich|von mir)\b"),
    asks=_of(
        r"was (?:weißt|merkst) du (?:alles |noch )?(?:über mich|von mir)\b",
        r"(?:erinnerst du dich|weißt du)(?: noch)?,? "
        rf"(?:an )?(?:{_DE_OWN}|(?:wo|wie|wann|was|welche\w*) (?:ich|mein\w*)\b)",
        r"(?:was )?habe ich dir (?:über mich |von mir )?(?:schon )?(?:erzählt|gesagt)\b",
        rf"sag mir {_DE_OWN}",
        opening=_DE_POLITE,
    ),
    question=_of(
        r"(?:was|wann|wo|woher|wohin|wer|wem|wen|wessen|welche\w*|warum|wieso|wie|ist|sind|bin|hat|habe|kann|soll|"
        r"darf)\b",
        r".*\?\s*$",
        opening=_DE_POLITE,
    ),
    recalls=_of(
        rf"{_DE_ASKS}(?: \w+)?(?: \w+)? {_DE_OWN}",
        rf"{_DE_ASKS} {_DE_DOES} ich"
        r"(?: (?:am liebsten|gern\w*|geboren|geburtstag))?\W*$",
        opening=_DE_POLITE,
    ),
    tells=_of(
        rf"{_DE_OWN}(?: [\w ]{{1,30}})? "
        r"(?:ist|sind|heißt|heißen|war|hat|haben|wohn\w+|lebt|kommt|arbeitet|beginnt|fährt)\b",
        r"ich (?:wohne|lebe|heiße|komme aus|arbeite|studiere|spiele|spreche|(?:mag|liebe|hasse) (?!dich|es|das|wie))\b",
        r"ich bin (?:(?:gerade|jetzt) )?(?:von [\w ]{2,30} )?nach [\w ]{2,30} (?:um)?gezogen",
        r"ich bin (?:aus|\d{1,3}(?: jahre alt)?\W*$|allergisch|vegetarier\w*|veganer\w*|schüler\w*|student\w*|"
        r"lehrer\w*|.{1,40} geboren)\b",
        r"ich habe (?:(?:am|im) .{1,30} geburtstag|(?:eine?n?|zwei|drei|vier|\d+) (?:\w+ )?(?:br[uü]der|schwestern?|"
        r"hunde?|katzen?|kind(?:er)?|sohn|söhne|tochter|töchter|allergie)\b)",
        opening=_DE_POLITE,
    ),
    person=_anywhere(r"\b(?:ich|mich|mir|mein\w*|wir|uns|unser\w*)\b"),
    work=_anywhere(
        r"[:=]|\b(?:löse?|übersetz\w*|korrigier\w*|verbesser\w*|erklär\w*|schreib\w*|gleichung|aufgabe|satz|aufsatz|"
        r"code(?! (?:öffnet|entsperrt|(?:für|von|zu[mr]?|des|der|meine[sr]) (?:\w+ )?"
        r"(?:spind\w*|tür|garage|alarm\w*|schloss\w*|fahrrad\w*|tor|haus\w*|schließfach\w*)\b))|"
        r"funktion|programm|berechne|rechne|hilf mir|bedeutet|soll\w*|kann|könnte|frage|antwort)\b"
    ),
)

_ES_POLITE = r"\W*(?:(?:por favor|hola|oye|y|pues|por cierto|puedes|podrías|dime)[, ]+)*[¿¡]*"
_ES_OWN = (
    r"mis? (?:\w+ ){0,2}?(?:nombre|apellido|apodo|cumpleaños|edad|dirección|teléfono|correo|número|herman[oa]s?|madre|"
    r"padres?|mamá|papá|perr[oa]s?|gat[oa]s?|mascotas?|amig[oa]s?|profesor\w*|maestr[oa]|escuela|colegio|clase|"
    r"universidad|"
    r"trabajo|profesión|examen|exámenes|cita|alergias?|abuel[oa]s?|t[ií][oa]s?|prim[oa]s?|hij[oa]s?|espos[oa]|marido|"
    r"mujer|novi[oa]|ciudad|país|casa|habitación|taquilla|bus|autobús|tren|vuelo|lengua|boda|"
    r"\w+ (?:favorit|preferid)[oa]s?)\b"
)
_ES_DOES = r"(?:vivo|nací|trabajo|estudio|soy|me llamo|me gustan?|tengo|prefiero|juego|toco|hablo|cumplo|vengo)"
_ES_ASKS = r"(?:d[oó]nde|cu[aá]ndo|cu[aá]l(?:es)?|qu[eé](?: \w+)?|qui[eé]n(?:es)?|c[oó]mo|cu[aá]nt[oa]s(?: \w+)?)"
SPANISH = IntentPatterns(
    remember=_of(
        r"(?:recuerda|memoriza|apunta|anota)(?:me)?\b",
        r"acuérdate\b(?: de)?",
        r"(?:recordar|acordarte de|quiero que recuerdes)\b",
        r"no (?:te )?olvides\b(?: de)?",
        r"ten (?:en cuenta|presente)\b",
        r"(?:guarda|registra)(?:me)?(?= que\b|(?: (?:esto|eso|lo siguiente))?\s*:)",
        opening=_ES_POLITE,
    ),
    forget=_of(r"(?:olvida|borra|elimina) (?:todo|mis?|lo que|que)\b", opening=_ES_POLITE),
    everything=_anywhere(r"\b(?:sabes|recuerdas)\b.*\b(?:de|sobre) mí(?!\w)"),
    asks=_of(
        r"qu[eé] (?:cosas )?(?:sabes|recuerdas) (?:tú )?(?:de|sobre) m[ií]\b",
        rf"(?:recuerdas|te acuerdas de|sabes) (?:{_ES_OWN}|{_ES_ASKS} (?:{_ES_DOES}|(?:es|son) mis?)\b)",
        r"(?:qu[eé] )?te (?:dije|he dicho|conté|he contado)\b",
        rf"dime (?:cuál es )?{_ES_OWN}",
        opening=_ES_POLITE,
    ),
    question=_of(rf"(?:a |de |en |con |por )?{_ES_ASKS}\b", r".*\?\s*$", opening=_ES_POLITE),
    recalls=_of(
        rf"(?:a |de |en )?{_ES_ASKS}(?: [\wáéíóú]+)?(?: [\wáéíóú]+)? {_ES_OWN}",
        rf"(?:a |de |en )?{_ES_ASKS} (?:yo )?{_ES_DOES}(?: (?:yo|más|años))?\W*$",
        opening=_ES_POLITE,
    ),
    tells=_of(
        rf"{_ES_OWN}(?: [\w ]{{1,30}})? (?:es|son|se llaman?|est[aá]n?|viven?|tienen?|cumple|trabaja|empieza|sale)\b",
        r"(?:yo )?(?:(?:ahora )?vivo (?:ahora )?en|me (?:mudé|he mudado) (?:de|a)|nací (?:en|el)|me llamo|vengo de|"
        r"trabajo (?:de|en|como)|estudio|toco|juego (?:al?|con)|"
        r"hablo|(?:me gustan?|me encantan?|odio|prefiero) (?!que|c[oó]mo|esto|eso|saber))\b",
        r"(?:yo )?soy (?:de|alérgic[oa]|vegetarian[oa]|vegan[oa]|estudiante|profesora?|alumn[oa]|enfermer[oa])\b",
        r"(?:yo )?tengo (?:\d+ años|(?:una?|dos|tres|cuatro|\d+) (?:\w+ )?(?:herman|perr|gat|hij|mascota|alergia)\w*)",
        opening=_ES_POLITE,
    ),
    person=_anywhere(r"\b(?:yo|me|mí|mis?|conmigo|nos|nuestr\w+|vivo|tengo|soy|nací)\b"),
    work=_anywhere(
        r"[:=]|\b(?:resuelve|traduc\w*|corrig\w*|corregir|mejora|explic\w*|escrib\w*|ecuación|frase|oración|redacción|"
        r"código(?! (?:abre|postal|(?:de(?:l| la)?) (?:\w+ )?"
        r"(?:taquilla|puerta|casa|garaje|alarma|candado|bici\w*|portal|casillero|entrada)\b))|"
        r"función|programa|calcula|ayúdame|significa|debo|debería|puedo|podría|pregunta|respuesta)\b"
    ),
)

_ZH_WHO = (
    r"(?:名字|生日|年龄|地址|电话|号码|姐姐|妹妹|哥哥|弟弟|妈妈|爸爸|母亲|父亲|父母|狗|猫|宠物|朋友|老师|学校|班级|"
    r"大学|专业|工作|职业|考试|"
    r"预约|爷爷|奶奶|外公|外婆|叔叔|阿姨|儿子|女儿|孩子|妻子|老婆|丈夫|老公|爱好|城市|家乡|国家|房间|航班|"
    r"最喜欢的[^是?]{1,12})"
)
_ZH_ASKS = r"(?:什么|谁|哪|几|多少|多大|怎么称呼|何时)"
CHINESE = IntentPatterns(
    remember=_of(
        r"(?:请|麻烦)?你?(?:帮我)?(?:记住|记下来?|牢记|记得|记一下|记录(?:一下|下来)?|保存|存一下|别忘了?|"
        r"不要忘记?)(?!了|的|吗)(?:一下|这个|这件事)?",
    ),
    forget=_of(r"(?:请)?(?:把)?(?:忘记|忘掉|忘了|删除|删掉)(?:关于)?(?:我|所有|全部|一切)"),
    everything=_anywhere(
        r"关于我", r"(?:所有|全部|一切).*(?:记|知道)", r"(?:记|知道).*(?:所有|全部|一切|我的?(?:什么|哪些))"
    ),
    asks=_of(
        r"你?(?:还)?(?:记得|知道|记住了?)(?:关于)?我.*(?:[吗?]|什么|哪)",
        r"(?:关于我|我(?:都)?(?:告诉|跟|和)(?:过)?你).*(?:什么|哪些|[吗?])",
        r"(?:请)?告诉我我的?" + _ZH_WHO,
    ),
    question=_of(rf".*(?:[?吗呢]\s*$|{_ZH_ASKS}|怎么|为什么|如何)"),
    recalls=_of(
        rf"(?:请问)?我的?(?:\w{{0,4}}?的?){_ZH_WHO}.*{_ZH_ASKS}",
        rf"(?:请问)?我(?:现在)?(?:住|叫|是|在|来自|喜欢|讨厌|今年|学|有|对).{{0,10}}{_ZH_ASKS}.{{0,6}}$",
        rf"{_ZH_ASKS}.{{0,8}}是我的?{_ZH_WHO}",
    ),
    tells=_of(
        rf"我的?(?:\w{{0,4}}?的?){_ZH_WHO}.{{0,12}}(?:是|叫|住|在|有)",
        r"我(?:叫|姓|(?:现在|目前)?住在|(?:从.{1,10})?搬(?:家)?[到去]了?|来自|今年|出生|喜欢(?!你)|讨厌(?!你)|"
        r"对.{1,12}过敏|是.{1,12}(?:人|学生|老师|素食者)|"
        r"有[一两三四五\d].{1,8}(?:姐|妹|哥|弟|狗|猫|孩子|儿子|女儿))",
    ),
    person=_anywhere(r"我"),
    work=_anywhere(
        r"[:=]|解(?:方程|释|答)|翻译|改正|修改|写|方程|句子|作文|代码|函数|程序|计算|意思|应该|可以|能不能|怎么|"
        r"为什么|如何"
    ),
)

INTENT_PATTERNS = (GERMAN, SPANISH, CHINESE)
