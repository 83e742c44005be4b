"""What the embedded model says of itself: greetings, what it can do, and which model it is; no model is called."""

import re

from agents.lazy_pattern import LazyPattern
from agents.user_messages import TranslatableText

ABOUT = TranslatableText(
    "I am a teacher's assistant. I pass your question to a specialist:\n\n"
    "- **Math** solves, simplifies and plots, step by step, and checks each result.\n"
    "- **English** corrects grammar and spelling.\n"
    "- **Computer science** runs Python and writes short programs.\n"
    "- **Loan offering** estimates whether a customer accepts a loan.\n"
    "- **Language** writes numbers in words and pinyin, and tells the language of a text.\n"
    "- **General knowledge** answers little on this model.\n\n"
    "I also remember what you ask me to remember. On this server the small demonstration model answers: its "
    "calculations "
    "are exact, but it knows few facts, cannot translate or explain at length, and says so. "
    "Click an example to try it."
)
MODEL = TranslatableText(
    "I am the small demonstration model that installs with the Teacher's Assistant: a program with fixed rules, a "
    "calculator and a very small language model. I am not ChatGPT, Claude or a person. For explanations, translations "
    "and facts, choose a larger model."
)
HELLO = TranslatableText("Hello! What would you like to learn today?")
WELCOME = TranslatableText("You are welcome. Ask me anything else you would like to learn.")
GOODBYE = TranslatableText("Goodbye! Your conversation is kept, so you can go on here next time.")
_MAX_CHARACTERS = 120
_ENDING = r"[\s?!.。？！)(:,]*"  # noqa: RUF001


def _whole(*alternatives: str, repeats: bool = False) -> LazyPattern:
    opening = (
        r"(?:(?:hi|hello|hey|hola|hallo|ok(?:ay)?|cool|great|perfect|alright|got it|vale|genial|super|so|please|and|"
        r"well|um+|ola|你好|您好|请问|por favor|bitte|oye|"
        r"sag mal|"
        r"there|teacher)[\s,!.，！]*)*"  # noqa: RUF001
    )
    said = f"(?:{'|'.join(alternatives)})"
    more = f"(?:[\\s,.!?¿¡，！。？]+{said}){{0,3}}" if repeats else ""  # noqa: RUF001
    return LazyPattern(f"[\\s¿¡]*{opening}[\\s¿¡]*{said}{more}{_ENDING}")


_CLOSING = r"(?:[\s,]+(?:please|here|today|exactly|for me|with you|with this|actually|then|anyway|all|teacher))*"
_KINDS = r"(?:(?:kinds?|sorts?|types?) of )?(?:things?|questions?|subjects?(?: areas?)?|topics?|information|queries)"
_ABOUT = _whole(
    rf"(?:tell me|what|which)(?: exactly| are)?(?: (?:the|all))* {_KINDS} (?:that )?"
    r"(?:(?:can|may|could|should|do|are) (?:i|you)|(?:i|you) (?:can|may|could|should|are)) "
    r"(?:ask|give|good|able|familiar|knowledg\w+|well versed|help|answer|know|accept|capable)"
    rf"(?: (?:you|me|to|in|with|about|at|of|answer(?:ing)?|something|help))*{_CLOSING}",
    rf"(?:wh?at|waht|whta) (?:all )?(?:can|could|do|are|r) (?:you|u|y(?:ou)? able to) ?(?:all )?(?:do|"
    rf"help(?: me)?(?: with)?|"
    rf"capable of|offer|know|good (?:at|for)|able to do)"
    rf"{_CLOSING}",
    rf"(?:wh?at|waht|whta)(?:'s| is| are) (?:this|your (?:capabilities|abilities|features|skills|functions?|"
    rf"purpose))(?: (?:app|"
    rf"site|page|thing|tool|for|about))*{_CLOSING}",
    rf"(?:wh?at|waht|whta) (?:can|could|should|do) i (?:do|ask|say|type|try)(?: you)?(?: about)?{_CLOSING}",
    rf"how (?:can|could|do|does|should) (?:you|i|this|it) (?:help(?: me)?|use (?:this|you|it)|work|start|begin|"
    rf"get started)"
    rf"(?: (?:this|the|app|site|work|you))*{_CLOSING}",
    r"how (?:does|do) (?:this|it|that)(?: (?:app|site|thing|tool))? works?",
    r"(?:i need |can i (?:get|have) |give me )?(?:some )?(?:help|hlep|halp)(?: me)?(?: please)?|/?help|menu|commands?|"
    r"start|/start|examples?|instructions?",
    r"(?:show|give) me (?:(?:some|a few|an) )?(?:examples?|what you can do)|what are my options|"
    r"tell me what you can do|"
    r"(?:wh?at|waht|whta) (?:subjects|topics|languages|things) (?:do|can) you (?:know|teach|do|cover|answer|speak|"
    r"help with)",
    r"qu[eé] (?:puedes|sabes|sab[eé]is|puede) (?:hacer|usted hacer)(?: por m[ií]| t[uú])?|"
    r"(?:en )?qu[eé] (?:me )?puedes ayudar(?:me)?|"
    r"c[oó]mo (?:funciona(?: esto)?|se usa(?: esto)?|te uso|puedes ayudarme|me puedes ayudar)|ayuda(?:me)?|ay[uú]dame|"
    r"para qu[eé] sirves?|qu[eé] (?:puedo|te puedo) (?:preguntar(?:te)?|hacer aqu[ií])|qu[eé] es esto|ejemplos",
    r"was (?:kannst du(?: (?:alles|so))*(?: (?:tun|machen))?|können sie(?: alles)?|machst du(?: so)?|"
    r"kann ich (?:dich |hier )?(?:fragen|tun|machen)|ist das(?: hier)?)|"
    r"wie (?:funktioniert (?:das|du|es)(?: hier)?|benutze ich (?:das|dich)|kannst du mir helfen|geht das)|hilfe|"
    r"hilf mir|"
    r"(?:wobei|womit|bei was) kannst du (?:mir )?helfen|wozu bist du (?:da|gut)|beispiele",
    r"你(?:都)?(?:能|会|可以)(?:帮我|为我)?(?:做|干)(?:些|点)?(?:什么|啥)(?:事情?|呢)?|你有什么(?:功能|用)|"
    r"(?:这个?)?怎么(?:用|使用)(?:你|这个)?|"
    r"(?:帮助|帮帮我|帮我|帮忙)|我(?:能|可以)问(?:你)?(?:些)?什么|这是什么|你(?:会|能)什么|举(?:几)?个?例子?",
)
_MODEL = _whole(
    r"(?:what(?:'s| is| would)?|tell me|give me|(?:can|may) i (?:have|know|get)|i(?:'d| would) like to know|"
    r"do you have|i didn't (?:get|catch))(?: (?:please|the|a|your|ai's|full|real|first))* name"
    r"(?: (?:be|please|(?:that )?i (?:can|should) (?:use|call you)|(?:do )?you prefer))*",
    r"what (?:should|can|do|may) (?:i|we|people|they|others) (?:call|refer to) you(?: (?:by|as))?|what are you called|"
    r"whats your name|"
    r"(?:what|how) (?:do|would) you (?:want|like|prefer) (?:me to (?:call|refer to) you|to be called)(?: as)?",
    r"what name (?:should|can|do|would) (?:i|you) (?:use|prefer|want|like)"
    r"(?: (?:for you|me to (?:use|call you)|to go by|when talking (?:to|with) you))*",
    r"(?:am i (?:talking|speaking) (?:to|with)|are you|is this|(?:i (?:need|want) to know|tell me|"
    r"may i know) if you are)(?=.*\b(?:bot|robot|ai|human|person|artificial|alive)\b)"
    r"(?: (?:now|really|actually|an?|real|live|human|being|"
    r"person|someone|bot|robot|ai|computer|machine|artificial|automated|assistant|alive|or|right|talking to me),?)+",
    rf"(?:who|what|whta|hwo) (?:are|r|exactly are) (?:you|u)(?: really| exactly)?{_CLOSING}",
    rf"(?:(?:wh?at|waht|whta)|which|wich) (?:ai |language |llm )?(?:model|version|llm|ai|bot) (?:are|is|do|r) (?:you|"
    rf"this|u|"
    rf"it)(?: (?:use|using|running))?{_CLOSING}",
    r"what(?:'s| is) (?:your name|your model)|(?:do you have a|your) name|introduce yourself|tell me about yourself|"
    r"are you (?:an? )?(?:(?:large |small )?(?:ai|bot|robot|human|person|real(?: person)?|chat ?gpt|gpt(?:-?\d)?|"
    r"claude|gemini|llama|language model|machine|computer|teacher))(?: or .+)?",
    r"who (?:made|created|built|trained|wrote|developed) (?:you|this)",
    r"whom? am i (?:talking|speaking|chatting|writing) (?:to|with)(?: (?:here|now))?|(?:to|with) whom am i (?:talking|"
    r"speaking|chatting)|con qui[eé]n (?:hablo|estoy hablando)|mit wem (?:spreche|rede|schreibe|chatte) ich"
    r"(?: (?:hier|gerade))*|我在?(?:跟|和|与)谁(?:说话|聊天|讲话|对话)",
    r"qui[eé]n eres(?: t[uú])?|qu[eé] eres|c[oó]mo te llamas|cu[aá]l es tu nombre|qu[eé] modelo (?:eres|usas)|"
    r"eres (?:un |una )?(?:robot|ia|humano|persona|chat ?gpt|bot)|qui[eé]n te (?:hizo|cre[oó])",
    r"wer (?:bist du|sind sie)(?: eigentlich)?|was bist du|wie heißt du|welches modell (?:bist du|benutzt du|ist das)|"
    r"bist du (?:ein[e]? )?(?:mensch|roboter|ki|chat ?gpt|bot|person)|wer hat dich (?:gemacht|gebaut|programmiert)|"
    r"wie ist dein name",
    # Whether it is like a person: what it feels, and how it compares.
    r"(?:do|can|are|did|will|have) you (?:ever |really |actually |also |sometimes |often )*"
    r"(?:get |feel |become |been |be )?(?:tired|bored|sad|happy|lonely|hungry|angry|sleepy|scared|hurt|jealous|human|"
    r"sleep|eat|dream|drink|cry|laugh|think|feel|die|breathe|rest|alive|conscious|feelings?|emotions?|friends|"
    r"(?:have )?(?:a |any )?(?:feelings?|emotions?|famil(?:y|ies)|friends?|parents|birthday|body|face|hobb(?:y|ies)))",
    r"are you (?:really |actually )?(?:smarter|better|cleverer|faster|older|more (?:intelligent|clever)) than .{1,30}",
    r"(?:duermes|comes|sueñas|lloras|piensas|sientes|(?:te (?:cansas|aburres|enfadas|diviertes))|"
    r"(?:estás|eres|puedes|tienes)(?: (?:alguna vez|a veces|de verdad|realmente))* "
    r"(?:cansad[oa]|aburrid[oa]|triste|feliz|viv[oa]|sentir|dormir|soñar|llorar|pensar|sentimientos|emociones|familia|amigos|hambre|sueño|miedo))"
    r"(?: (?:alguna vez|a veces|de verdad))?",
    r"eres (?:más|menos|mejor|peor)(?: \w+)? que .{1,30}",
    r"(?:(?:schläfst|isst|träumst|weinst|denkst|lachst) du|(?:wirst|bist|hast|kannst|fühlst) du(?: dich)?"
    r"(?: (?:manchmal|je|jemals|auch|wirklich|oft|eigentlich|nie))* (?:müde|traurig|glücklich|einsam|hungrig|wütend|"
    r"gelangweilt|lebendig|schlafen|träumen|fühlen|weinen|denken|gefühle|emotionen|freunde|eine familie|eltern|hunger|"
    r"angst|etwas|schmerzen))(?: (?:manchmal|je|jemals|auch|wirklich|oft|eigentlich))*",
    r"bist du (?:schlauer|klüger|besser|schneller|älter|intelligenter) als .{1,30}",
    r"你(?:会|有没有|有|能)(?:感觉|感到|觉得)?(?:累|困|饿|难过|伤心|开心|无聊|害怕|做梦|睡觉|吃饭|哭|笑|思考|感情|"
    r"情绪|朋友|家人|感觉)(?:吗|么)?|你比.{1,15}(?:聪明|厉害|好|快)(?:吗|么)?",
    r"你(?:到底)?是(?:谁|什么(?:模型|东西)?|哪个模型|人吗?|机器人吗?|chat ?gpt吗?)|你叫什么(?:名字)?|"
    r"你的名字(?:是什么)?|(?:介绍一下|介绍)(?:你)?自己|谁(?:做|开发|创造)了?你的?|你是(?:真)?人(?:还是机器)?吗?",
)
_AGAIN = r"(?: (?:again|here|there|today|de nuevo|otra vez|aquí|hoy|wieder|hier|da|heute))*"
_HELLO = _whole(
    r"how(?:'s| is| are|'re| have) (?:everything|things|it|you|life|you been)"
    r"(?: (?:going|doing|with you|for you|today|okay|right now))*|how goes it|hiya|whats up(?: with you)?|"
    r"(?:it(?:'s| is) )?(?:nice|good|great) to (?:see|meet) you|are you (?:doing )?(?:okay|ok)(?: right now)?",
    r"(?:hi+|hello+|helo|hey+|heya|howdy|greetings|yo|sup|good (?:morning|afternoon|evening|day))(?: (?:there|teacher|"
    r"everyone|again))?",
    r"(?:hi|hello|hey)?[ ,!]*how are (?:you|u)(?: doing| today)*|what(?:'s| is) up|hola+|buen[oa]s(?: (?:d[ií]as|"
    r"tardes|noches))?|qu[eé] tal|"
    r"c[oó]mo est[aá]s|hallo|guten (?:morgen|tag|abend)|servus|moin|grüß gott|"
    r"wie geht(?:'?s| es)(?: dir)?(?: (?:so|denn|heute))*|"
    r"alles (?:gut|klar|okay|ok|fit)(?: bei dir)?|(?:está )?todo bien|你好[吗啊呀]?|"
    r"(?:你)?最近(?:怎么样|好吗|如何)|"
    r"您好|嗨|早上好|下午好|晚上好|哈喽",
    rf"(?:(?:it(?:'s| is) |i(?:'m| am) )?(?:so )?(?:nice|good|great|glad|happy) to "
    rf"(?:be back|be here|see you|meet you)|"
    rf"i(?:'m| am) back|here i am|back again){_AGAIN}",
    rf"(?:qué (?:gusto|alegría|bueno)|me alegro de|encantad[oa] de) (?:volver|verte|estar (?:aquí|de vuelta)|conocerte)"
    rf"{_AGAIN}|(?:ya )?(?:he vuelto|volví)|aquí estoy{_AGAIN}",
    rf"(?:(?:es ist )?(?:schön|gut|toll)|ich freue mich)(?:,? (?:wieder|dich|hier))*(?: zu)? "
    rf"(?:sein|sehen|treffen|kennenzulernen){_AGAIN}|(?:da|hier) bin ich{_AGAIN}|"
    rf"ich bin (?:wieder|zurück)(?: da| hier)?",
    r"(?:真|很|好)?(?:高兴|开心)(?:又|再次|能)?(?:见到|认识|看到)(?:你|您)(?:了)?|(?:我)?(?:又)?(?:回)?来(?:了|啦)|"
    r"(?:我们)?又见面(?:了|啦)(?:真|很|好)?(?:高兴|开心)?|好久不见",
    repeats=True,
)
_PRAISE = (
    r"(?:best|great|amazing|awesome|wonderful|brilliant|star|life ?saver|genius|legend|kind|nice|smart|clever|"
    r"helpful|cool|fantastic)"
)
_ELOGIO = r"(?:mejor|genial|increíble|fantástic[oa]|maravillos[oa]|amable|inteligente|list[oa]|sol|genio|crack|útil)"
_LOB = r"(?:beste|super|toll|klasse|spitze|großartig|genial|nett|klug|schlau|lieb|hilfreich|held|heldin|schatz)"
_THANKS = _whole(
    r"(?:i (?:really )?)?appreciate (?:it|that|you helping me|(?:your|the) (?:help|assistance))|much obliged|"
    r"your help is appreciated|you(?:'ve| have) been (?:a |of )?(?:very |so |such a |real )?(?:great |big )?"
    r"help(?:ful)?|i(?:'m| am) (?:very |so )?(?:grateful|thankful)(?: (?:to you|for your help))?|"
    r"that's all i need|awesome|(?:oh )?(?:ok(?:ay)?|cool|great|nice|perfect|alright|got it|i (?:see|understand)|vale|"
    r"entiendo|genial|verstehe|alles klar|好的?|明白(?:了)?|知道了)|"
    r"i (?:want to )?thank you(?: for (?:helping|your help))?",
    r"(?:many )?(?:thanks?|thank you|thank u|thx|ty|tysm|cheers|thnaks|thankyou)(?:[ ,!]+[^.?:\d]{0,40})?|"
    r"(?:(?:muchas|muchísimas|mil|un millón de) )?gracias(?:[ ,!]+[^.?:\d]{0,40})?|"
    r"(?:(?:ganz )?(?:vielen|herzlichen|besten|tausend|lieben|schönen) )?dank(?:e(?: ?schön| sehr)?)?"
    r"(?:[ ,!]+[^.?:\d]{0,40})?|"
    r"(?:太|多|非常)?(?:谢谢|感谢|多谢)(?:你|您|老师|了)*(?:的?(?:帮助|帮忙|解答|讲解))?(?:了)?",
    rf"(?:you(?:'re| are)|ur) (?:really |so |just |simply )*(?:a |an |the )?{_PRAISE}"
    r"(?: (?:teacher|tutor|assistant|bot))?",
    rf"(?:tú )?eres (?:muy |tan |realmente )?(?:el |la |un |una )?{_ELOGIO}",
    rf"du bist (?:echt |wirklich |so |sehr |einfach )*(?:der |die |ein |eine )?{_LOB}",
    r"(?:你|您)(?:真|太|好|很|最|真是太)(?:的)?(?:棒|好|厉害|聪明|贴心|了不起|有用)(?:了|啦)?",
    repeats=True,
)
_GOODBYE = _whole(
    r"(?:talk to|catch|see) you (?:later|around|soon|again)|(?:that's all|later|sayonara|tata for now|"
    r"take (?:care|it easy))|(?:(?:it|this) was )?(?:a )?(?:nice|good|great) (?:talk|chat|conversation)|"
    r"(?:it was )?(?:nice|good|great) (?:talking|chatting|speaking|to talk|to speak)(?: (?:to|with) you)?(?: again)?|"
    r"i(?:'m| am) glad (?:we|i) got to talk(?: to you)?(?: again)?|"
    r"(?:i )?(?:must|have to|need to|gotta) (?:go|leave)(?: now)?",
    r"(?:good)?[ -]?bye+(?:[- ]?bye)?(?: .{0,20})?|see (?:you|ya|u)(?: .{0,20})?|good ?night|cya|farewell|i(?:'m|"
    r" am) done(?: for today)?|"
    r"adi[oó]s|hasta (?:luego|mañana|pronto|la vista)|chao|nos vemos|tschüss|tschüß|tschau|auf wiedersehen|"
    r"bis (?:bald|morgen|dann|später)|"
    r"gute nacht|再见|拜拜|晚安|回头见|明天见",
    repeats=True,
)
_REPLIES = ((_THANKS, WELCOME), (_GOODBYE, GOODBYE), (_ABOUT, ABOUT), (_MODEL, MODEL), (_HELLO, HELLO))


def introduce(question: str) -> TranslatableText | None:
    """Return the reply to a greeting or to a question about the assistant itself; None for anything else.

    Of several such parts the last one is replied to: "谢谢老师,再见!".
    """
    text = " ".join(question.replace("\u2019", "'").split())
    if len(text) > _MAX_CHARACTERS:
        return None
    if reply := next((reply for pattern, reply in _REPLIES if pattern.fullmatch(text)), None):
        return reply
    parts = [part for part in re.split(r"[,.!;，。！；]+", text) if part.strip()]  # noqa: RUF001
    replies = [introduce(part) for part in parts] if 1 < len(parts) < 5 else []
    return replies[-1] if replies and all(replies) else None
