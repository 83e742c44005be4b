"""Deciding what a message wants of memory; in doubt it wants nothing."""

import pytest

from agents.memory.intent import Decision, Intent, asks_for_everything, asks_to_forget, decide

DECISIONS = {
    Intent.STORE: (
        "Remember that my birthday is July 25",
        "Remember my birthday is July 25",
        "Please remember: the meeting is on Friday",
        "Don't forget that I am allergic to peanuts",
        "Could you remember that my locker is 214.",
        "Recuerda que mi cumpleaños es el 25 de julio",
        "No olvides que soy alérgica a los cacahuetes",
        "Merk dir, dass meine Schwester in Paris wohnt",
        "Vergiss nicht, dass ich allergisch gegen Nüsse bin",
        "请记住：我住在上海，很喜欢",  # noqa: RUF001
        "别忘了我对花生过敏",
        "Remember that photosynthesis happens in leaves",
    ),
    Intent.TELLS: (
        "My favorite color is blue",
        "My favourite colour is blue.",
        "I live in Seattle",
        "By the way, my name is Bob",
        "I am 15 years old",
        "I have two brothers",
        "I play the cello",
        "Mi color favorito es el azul",
        "Vivo en Sevilla",
        "Tengo dos hermanos",
        "Meine Lieblingsfarbe ist blau",
        "Ich wohne in Hamburg",
        "Ich habe zwei Brüder",
        "我最喜欢的颜色是蓝色",
        "我住在上海",
    ),
    Intent.RECALL: (
        "Where do I live?",
        "What's my birthday?",
        "When is my birthday?",
        "What is my favorite color?",
        "Which instrument do I play?",
        "Do you remember my birthday?",
        "What do you remember about me?",
        "who is my best friend",
        "¿Dónde vivo?",
        "¿Cuándo es mi cumpleaños?",
        "¿Qué sabes de mí?",
        "¿Cuántos años tengo?",
        "Wo wohne ich?",
        "Wann habe ich Geburtstag?",
        "Wie heißt meine Schwester?",
        "Was weißt du über mich?",
        "我住在哪里？",  # noqa: RUF001
        "你记得我的生日吗？",  # noqa: RUF001
        "你知道关于我的什么？",  # noqa: RUF001
    ),
    Intent.PERHAPS: (
        "Which city is my home?",
        "What breed is my pet, again?",
        "Muss ich dorthin?",
        "Which code opens my locker?",
        "¿Cuál es el código de la puerta de mi garaje?",
        "Welcher Code öffnet mein Fahrrad?",
    ),
    Intent.NOTHING: (
        "",
        "Hello!",
        "What is 5 * 7?",
        "What is wrong with my code?",
        "¿Qué falla en mi código?",
        "Was ist an meinem Code falsch?",
        "What is the capital of France?",
        "Solve the quadratic equation x^2 + 5x + 6 = 0",
        "Help me improve this sentence: Me and him went to store",
        "Translate 'I live in Seattle' to Spanish",
        "Remember that photosynthesis thing? How does it work?",
        "Remember that x^2 = 4 has two solutions and then solve it",
        "Remember my birthday. What is 2 + 2?",
        "What was my previous question?",
        "Do you remember what I said?",
        "¿Qué es la fotosíntesis?",
        "Traduce «Vivo en Sevilla» al inglés",
        "Me gusta cómo lo explicaste",
        "¿Cómo resuelvo x^2 = 4?",
        "Was ist die Hauptstadt von Frankreich?",
        "Übersetze „Ich wohne in Hamburg“ ins Spanische",
        "Wo leben Vögel?",
        "Merk dir das",
        "Recuerdo que la capital es París",
        "把“我住在上海”翻译成英语",
        "什么是光合作用？",  # noqa: RUF001
        "我应该怎么学习英语？",  # noqa: RUF001
        "What is my mistake in this sentence: He go home",
        "How do I solve x^2 = 4?",
        "What should I cook for dinner tonight?",
        "I like how you explained it, now solve x + 2 = 4",
        "I love you",
        "My homework is about the French Revolution",
        "Where do birds live?",
        "Noteworthy is that trees grow",
        "my name is " + "x" * 10_000,
    ),
}


@pytest.mark.parametrize(
    ("message", "kind"), [(message, kind) for kind, messages in DECISIONS.items() for message in messages]
)
def test_intent_of_a_message(message: str, kind: Intent) -> None:
    assert decide(message).kind is kind


def test_the_fact_to_store_is_the_message_without_the_request() -> None:
    for message in ("Remember that my birthday is July 25", "please remember: my birthday is July 25"):
        assert decide(message).text == "my birthday is July 25"


@pytest.mark.parametrize(
    ("message", "fact"),
    [
        ("Por favor, recuerda: la reunión es el viernes", "la reunión es el viernes"),
        ("Recuerda que vivo en Sevilla", "vivo en Sevilla"),
        ("Merk dir bitte, dass ich in Hamburg wohne", "ich in Hamburg wohne"),
        ("记住我的生日是7月25日", "我的生日是7月25日"),
        ("请记住：我住在上海，很喜欢", "我住在上海，很喜欢"),  # noqa: RUF001
        ("請記住：我住在臺北", "我住在臺北"),  # noqa: RUF001
        ("記得我的生日是7月25日", "我的生日是7月25日"),
    ],
)
def test_the_fact_to_store_in_other_languages(message: str, fact: str) -> None:
    assert decide(message) == Decision(Intent.STORE, fact)


@pytest.mark.parametrize("message", ["Forget my birthday", "Vergiss alles", "Olvida mi cumpleaños", "忘记我的生日"])
def test_a_request_to_forget_is_not_stored(message: str) -> None:
    assert asks_to_forget(message, of_own=True)
    assert decide(message).kind is Intent.NOTHING


@pytest.mark.parametrize(
    "message", ["What do you know about me?", "What did I tell you?", "Was weißt du über mich?", "¿Qué sabes de mí?"]
)
def test_a_request_for_everything_is_recognised(message: str) -> None:
    assert decide(message).kind is Intent.RECALL
    assert asks_for_everything(message)


@pytest.mark.parametrize(
    "unit",
    [
        "bitte ",
        "mein ",
        "was ",
        "por favor ",
        "mi ",
        "qué ",
        "我的",
        "记得我",
        "and ",
        "please, ",
        "remember that ",
        "my my ",
        "i ",
        "what what is my ",
        "? ",
    ],
)
@pytest.mark.timeout(60)  # a pattern that backtracks would take years
def test_no_message_makes_a_pattern_backtrack_for_long(unit: str) -> None:
    decide(unit * (600 // len(unit)))
