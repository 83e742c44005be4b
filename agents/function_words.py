"""The most frequent small words of languages, for those whose word lists are not installed."""

_WORDS = """
de: der die das und ist nicht ich du er sie es wir ihr ein eine zu in den dem mit auf für von im an sind war hat haben was wie wo
en: the of and to in is that it was for on are as with his they at be this have from or by not but what i you he she we how
es: el la los las de que y en un una es no se por con para su al lo como más pero yo tú él ella qué está son muy me te
fr: le la les de des et est un une que qui dans en pour pas sur au ce il elle je tu nous vous ne se plus avec sont mais où suis
it: il lo la gli le di che e è un una in per non con del si da come ma io tu lui lei noi sono anche più questo cosa ho
nl: de het een en van is dat in op te zijn niet met voor ik je hij zij wij ook maar er aan om hoe wat was heeft
pt: o a os as de que e do da em um uma é não para com por se mais como mas eu tu ele ela você nós são está muito
bg: и в на с за да се не е от по че са като до но или ще аз ти той тя ние вие те това този тази какво как много
ca: el la els les un una de del i a en que no es per amb és són com més però també aquest aquesta jo tu ell ella què molt ha he
cs: a v na je se že s z do to o k i ale jako po za si co jsem jsi jsme jste jsou byl být ne není ten ta já ty on ona mám má
da: og i at det er en et den til på for med af som ikke jeg du han hun vi de der har var kan vil om men hvad hvor
eu: eta da ez du bat dira izan zen ere baina hau hori nik zuk zer non dut duzu
fi: ja on ei se että en hän minä sinä me te he ovat oli mutta kun niin kuin myös tämä mitä olen olet joka
gl: o a os as un unha de do da e en que non é por con para como máis pero tamén eu ti el ela son ten
hu: a az és hogy nem is egy ez van volt de mint meg csak én te ő mi vagyok vagy mit hol
id: dan yang di ke dari untuk dengan ini itu adalah tidak saya anda kamu dia kami mereka ada akan pada apa
la: et in est non ad cum ut sed quod qui quae ex ab sunt esse aut si me te se nos vos ego tu hoc
no: og i å det er en et den til på for med av som ikke jeg du han hun vi de har var kan vil om men hva hvor
pl: i w na z się nie to jest że do o jak ale po za co od czy jestem jesteś są był być ja ty on ona mam ma ten ta
ro: și în de la cu pe nu este un o ca mai din pentru că sunt am ai are eu tu el ea noi ce cum dar
ru: и в на не что с я он она мы вы они это как по но из у за то от же бы для так был есть меня ты мне все
sv: och i att det är en ett den till på för med av som inte jag du han hon vi de har var kan vill om men vad hur
tr: ve bir bu da de için ne çok ben sen o biz siz var yok değil mi ile gibi ama daha olarak en nasıl
uk: і в на не що з я він вона ми ви вони це як по але із у за то від же для так був є мене ти мені все та
vi: và là của có không tôi bạn anh em chị này đó một các những được cho với trong khi đã sẽ gì
"""

FUNCTION_WORDS = {
    code: frozenset(words.split()) for code, _, words in (line.partition(": ") for line in _WORDS.strip().splitlines())
}
