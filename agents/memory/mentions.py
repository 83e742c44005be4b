"""Decides whether a message plainly states something about the person; in doubt it does not.

It knows more forms than `intent`, and what it finds is only offered for saving.
"""

import re

from agents.lazy_pattern import LazyPattern

_MAX_WORDS, _MAX_CHARACTERS = 25, 200
_QUOTATION = LazyPattern(r"[\"“”„«»「」《》?？`=<>]|:\s*\S")  # noqa: RUF001
_ASKS_AFTER = LazyPattern(  # “…, what helps”
    r"[,，]\s*(?:and )?(?:what|how|why|where|which|who|was|wie|wo|welche\w*|warum|qu[eé]|c[oó]mo|d[oó]nde|cu[aá]l)\b|"  # noqa: RUF001
    r"[,，].*(?:什么|怎么|哪|吗|呢)"  # noqa: RUF001
)
_SENTENCE_END = LazyPattern(r"[.!;。！；]\s*(?=\S)")  # noqa: RUF001
_COUNTED = LazyPattern(r"\d")
_ALLOWED_NUMBER = LazyPattern(
    r"\b(?:1[89]|20)\d\d\b|\b\d{1,3}(?:[- ](?:years?|jahre|años)|岁|年级|th\b|rd\b|nd\b|st\b)|\b(?:am|bin|turned|"
    r"tengo) \d{1,3}$|"
    r"^(?:我今年)\d{1,3}岁"
)
_UNCERTAIN = LazyPattern(
    r"\b(?:if|suppose|imagine|assume|pretend|let's say|would|could|should|might|maybe|perhaps|probably|i (?:think|"
    r"believe|"
    r"guess|wonder|wish|hope|want|need|mean|suspect|doubt|know|see|said|say|heard|read that)|said|says|tells?|"
    r"don['’]?t (?:know|understand|get)|can['’]?t|cannot|called it|solve|explain|translate|correct|sentence|homework|"
    r"question|exercise|essay|example|equation|wenn|falls|angenommen|würde|könnte|sollte|vielleicht|ich (?:glaube|"
    r"denke|"
    r"meine|hoffe|möchte|brauche|weiß|will)|sagt|sagte|verstehe nicht|aufgabe|frage|beispiel|si|supon\w+|imagina|sería|"
    r"podría|debería|quizás?|tal vez|creo|pienso|espero|quiero|necesito|dice|dijo|no (?:entiendo|sé)|pregunta|duda|"
    r"ejemplo|tarea)\b|如果|假如|假设|要是|也许|可能|大概|我(?:觉得|认为|想|希望|需要|不懂|不知道|不明白)|说|问题|"
    r"作业|例如|比如"
)
_OFTEN = (
    r"(?:(?:just|always|never|usually|often|sometimes|also|really|recently|currently|still|even|absolutely|mostly|only|"
    r"both|do|do not|learned to|learnt to|don['’]t|used to|hardly|rarely|secretly|once|actually|love to|like to)\s+)*"
)
_STATES = (
    r"(?:live|love|like|enjoy|hate|dislike|prefer|own|collect|play|work|study|teach|drive|cook|bake|paint|draw|sing|"
    r"dance|"
    r"speak|eat|drink|grew up|was raised|was born|graduated|majored|married|volunteer|listen to|watch|read|attend|"
    r"moved (?:to|from|here|in with|house)|belong|come from|retired|served in|smoke|travel|swim|hike|ride|practi[cs]e|"
    r"coach|sew|knit|garden|fish|hunt|surf|ski|skate|run|jog|exercise|wear|keep|raise|breed|sleep|dream of|am|['’]?m|"
    r"got (?:married|divorced|engaged)|lost my|adopted|quit|lived|worked|studied|played)"
)
_PASSING = (
    r"(?:not (?:sure|certain|ready|getting)|stuck|confused|lost|sure|certain|sorry|afraid (?:i|that|not)|trying|"
    r"looking|"
    r"asking|wondering|having|done|ready|fine|ok(?:ay)?|good|great|well|here|back|curious|bored|tired|hungry|glad|"
    r"happy to|"
    r"interested in (?:how|why|what|know)|going to|about to|supposed|working on|writing|solving|doing|calculating|"
    r"given|"
    r"using|talking|referring|thinking|kidding|joking|getting|so|the|this|that|right|wrong|able|told|it|you|your|how|"
    r"to|"
    r"what|why)\b"
)
_OBJECTS = (
    r"(?:home\w*|question|answer|essay|sentence|code|problem|equation|result|exercise|assignment|solution|program|"
    r"function|"
    r"point|guess|mistake|text|paragraph|calculation|teacher (?:gave|wants|asked)|god|bad|fault|turn|idea|plan is to|"
    r"doubt|"
    r"number|triangle|list|graph|matrix|hypothesis|thesis|word|understanding|issue|error|variable|input|output)\b"
)
_PEOPLE = (
    r"(?:brothers?|sisters?|siblings?|dogs?|cats?|pets?|sons?|daughters?|children|kids|horses?|rabbits?|hamsters?|"
    r"birds?|grandchildren|cousins?|uncles?|aunts?|nieces?|nephews?)"
)
_MENTIONS = tuple(
    LazyPattern(pattern)
    for pattern in (
        rf"(?:i|we) {_OFTEN}{_STATES} (?!{_PASSING}).+",
        r"(?:i|we) (?:really |also |always )?(?:love|like|enjoy|hate|prefer|used) to (?!(?:know|see|ask|understand|"
        r"solve|"
        r"have you|find out|learn (?:how|about)|say|check|point)\b)\w+.*",
        rf"i(?: am|['’]?m) {_OFTEN}(?!{_PASSING})\S.*",
        rf"(?:i|we)(?: have|['’]ve)(?: got)? (?:an?|no|my|\w+ed|blue|green|brown|black|red|long|short|curly|many|"
        rf"slightly) (?!(?:\w+ ){{0,2}}{_OBJECTS}).+",
        rf"(?:i|we)(?: have|['’]ve)(?: got)? (?:two|three|four|five|six|seven|\d) (?:\w+ ){{0,2}}{_PEOPLE}\b.*",
        rf"i(?: have|['’]ve) {_OFTEN}(?:been|lived|worked|played|studied|had|loved|wanted|visited|travel\w+) .+",
        rf"(?:my|our) (?!(?:\w+ ){{0,2}}?{_OBJECTS})(?:[\w'’-]+ ){{1,5}}?(?:is|are|was|were|has|have|had|lives?|"
        r"works?|plays?|"
        r"likes?|loves?|died|passed|left|comes?|starts?|speaks?|owns?|teaches|called|named|means?)\b.+",
        r"(?:people|friends|everyone) calls? me \w+",
        r"ich (?:bin|habe|mag|liebe|hasse|spiele|wohne|lebe|arbeite|studiere|sammle|esse|trinke|koche|fahre|lerne|"
        r"komme|"
        r"besuche|unterrichte|höre|lese|interessiere|reite|schwimme|tanze|singe|male|zeichne|heiße|trage|schaue|"
        r"gehe gern\w*)\b"
        r"(?! (?:nicht sicher|mir|mich nicht|fertig|bereit|verwirrt|mal|dazu|das|es|dich|dran|am|dabei|hier|"
        r"eine? (?:frage|"
        r"problem|aufgabe|satz|text|zahl|dreieck)|ein problem|gerade)\b).+",
        r"(?:mein|meine|unser|unsere) (?!(?:\w+ )?(?:hausaufgabe\w*|frage|antwort|aufsatz|satz|code|problem|lösung|"
        r"ergebnis|"
        r"text|aufgabe|gleichung|programm)\b)(?:[\w-]+ ){1,4}?(?:ist|sind|hat|haben|heißt|heißen|war|wohnt|arbeitet|"
        r"spielt|"
        r"mag|kommt|lebt|studiert|liest|fährt|macht)\b.+",
        r"(?:yo )?(?:no )?(?:soy|tengo|vivo|trabajo|estudio|me (?:gustan?|encantan?|llamo|mudé|dedico|crié|casé)|odio|"
        r"prefiero|"
        r"juego|toco|hablo|colecciono|como|bebo|cocino|crecí|nací|practico|enseño|canto|bailo|pinto|conduzco|leo|"
        r"escucho|"
        r"estoy (?:casad|solter|jubilad|divorciad)[oa])\b(?! (?:(?:una? )?(?:pregunta|duda|problema|tarea|ecuación|"
        r"frase|"
        r"número|triángulo|texto)|que|cómo|esto|eso|claro)\b).*",
        r"(?:mis?|nuestr[oa]s?) (?!(?:tarea|pregunta|respuesta|redacción|frase|código|problema|solución|resultado|"
        r"texto)\b)"
        r"(?:[\wáéíóúñ-]+ ){1,4}?(?:es|son|está|están|tiene|tienen|vive|viven|trabaja|se llaman?|juega|era|nació)\b.+",
        r"我(?:也|很|最|一直|特别|非常|真的|现在|从小)?(?:是(?!不是|说|想|在问)|有(?!一?个?(?:问题|疑问|想法)|没有|"
        r"点)|喜欢|爱|讨厌|不喜欢|"
        r"不吃|住|来自|会(?:说|弹|唱|游泳|开车|做饭)|养|毕业|从事|姓|叫|收集|结婚|离婚|退休|出生|在.{1,14}(?:工作|"
        r"上学|读书|长大|教书)|对.{1,12}过敏)"
        r"(?!你).*",
        r"我的?(?!作业|问题|答案|作文|句子|代码|意思|程序).{1,10}(?:是|叫|有|住|喜欢|在).+",
    )
)
_ZH_COUNTED = LazyPattern(
    r"有[一二三四五六七八九十两几\d]+[个只条块本支张](?!.{0,6}(?:姐|妹|哥|弟|狗|猫|孩子|儿子|女儿|兔|鱼|兄|朋友))"
)
_ASIDE = LazyPattern(
    r"(?:(?:hi|hello|hey|by the way|btw|fyi|also|and|actually|well|oh|yes|yeah|übrigens|hallo|ja|por cierto|hola|sí|"
    r"对了|"
    r"你好)\b[,!.:，！ ]*)*",  # noqa: RUF001
    re.IGNORECASE,
)


def mentions_person(message: str) -> bool:
    """Return whether a message is one plain statement about the person who writes it."""
    text = " ".join(message.split()).rstrip(" .!。！")  # noqa: RUF001
    text = text.replace("’", "'")
    if len(text) > _MAX_CHARACTERS or len(text.split()) > _MAX_WORDS or "?" in message:
        return False
    opening = _ASIDE.match(text)
    own = text[opening.end() :] if opening else text
    if (
        _ASKS_AFTER.search(own)
        or _QUOTATION.search(own)
        or _UNCERTAIN.search(own)
        or _SENTENCE_END.search(own)
        or _ZH_COUNTED.search(own)
    ):
        return False
    if _COUNTED.search(_ALLOWED_NUMBER.sub("", own)):
        return False
    return any(pattern.fullmatch(own) for pattern in _MENTIONS)
