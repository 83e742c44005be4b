"""Greetings and questions about the assistant itself, as people put them."""

import pytest

from agents.demo_model.introductions import ABOUT, GOODBYE, HELLO, MODEL, WELCOME, introduce

ASKED = {
    ABOUT: (
        "what can you do|What can you do?|help|Help!|help me|how do I use this|how can you help me|what can u do|waht "
        "can you do|"
        "what can i ask you|how does this work?|hi, what can you do?|what is this|/help|show me some examples|"
        "what kinds of questions can i ask you|what topics can you help me with|tell me the things i can ask you about|"
        "what can you help me with|what subjects do you know|¿Qué puedes hacer?|que puedes hacer|ayuda|¿cómo funciona "
        "esto?|"
        "¿En qué me puedes ayudar?|Was kannst du?|was kannst du alles|Hilfe|Wie funktioniert das?|Wobei kannst du mir "
        "helfen?|"
        "你能做什么？|你会什么|帮助|怎么用"  # noqa: RUF001
    ),
    MODEL: (
        "what are you called|what should i call you|can i have your name please|am i talking to a real person|"
        "Hello, who am I talking to?|with whom am i talking|¿Con quién hablo?|Mit wem spreche ich?|我在和谁聊天？|"  # noqa: RUF001
        "is this a bot|i want to know if you are human|"
        "who are you|Who are you?|what are you|which model are you|what model is this|are you chatgpt|are you a human?|"
        "what\u2019s your name|who made you|hi who are you|introduce yourself|who r u|¿Quién eres?|quien eres|¿cómo "
        "te llamas?|"
        "Wer bist du?|was bist du|wie heißt du|你是谁|你是谁？|你叫什么名字|"  # noqa: RUF001
        "do you ever sleep?|do you have feelings|are you better than a calculator?|"
        "¿tienes sentimientos?|¿sueñas a veces?|"
        "eres mejor que un libro|Hast du Gefühle?|träumst du manchmal|bist du klüger als ein Mensch?|"
        "你会做梦吗|你比人聪明吗"
    ),
    HELLO: "how is it going|how are things|nice to meet you|"
    "hi|Hello!|hey there|good morning|hola|buenos días|hallo|guten tag|你好|hi how are you|helo|"
    "Buenas tardes, ¿qué tal?|Hallo! Wie geht's?|"
    "nice to be back|here I am again|¡qué alegría verte de nuevo!|ya he vuelto|schön, dich wieder zu sehen|"
    "ich bin wieder da|我回来了|好久不见",
    WELCOME: "ok cool thx!!|great|ok|verstehe|明白了|i appreciate your help|you've been a great help|much obliged|"
    "thanks|thank you so much|thx|gracias|danke|danke schön|谢谢|thanks, that helped|"
    "you are a genius|muchísimas gracias|eres genial|besten Dank|du bist super|非常感谢|你真厉害",
    GOODBYE: "谢谢老师,再见!|Hi, thanks. Bye!|it was nice talking to you|"
    "i have to go now, bye|talk to you later|"
    "bye|goodbye!|see you|adiós|tschüss|再见|good night",
    None: (
        "who am i talking about here: Ann|who am i speaking to Ann as in this letter|"
        "what is the name of the longest river|are you sure this is right|how is glass made|"
        "how are things measured|what questions should i ask in an interview|"
        "is this a person or a place|"
        "i have to go to the bank, translate it|tell me the kinds of triangles|"
        "what is a bot|how do i appreciate poetry|"
        "what can you do with a derivative|who are you talking about in this poem|help me solve x+2=4|what is this "
        "word|"
        "do you think 7 is prime?|can you think of a synonym|¿tienes un ejemplo?|¿puedes|eres|hast du ein Beispiel?|"
        "hello, solve x+1=2, bye|, ,|great, what is 2+2?|cool jazz|i see a bird, is it 'seen'?|"
        "kannst du schlafen konjugieren?|bist du|你会解方程吗|what is the past tense of feel|"
        "how do I use this formula|hello, what is 2 + 2?|thanks, what is 5*7?|thank you. Now solve x+1=2|What is a "
        "verb?|"
        "hi, translate this: hola|who are you in Spanish|Translate 'Hello, how are you?' to Spanish|"
    ),
}


@pytest.mark.parametrize(
    ("question", "reply"), [(question, reply) for reply, asked in ASKED.items() for question in asked.split("|")]
)
def test_what_it_says_of_itself(question: str, reply: str | None) -> None:
    assert introduce(question) == reply


@pytest.mark.timeout(60)  # a pattern that backtracks would take years
def test_no_question_makes_a_pattern_backtrack_for_long() -> None:
    for unit in (
        "hi ",
        "please ",
        "what can you do ",
        "¿",
        "thanks ",
        "is this ai ",
        "how is it going ",
        "what topics can you help me with ",
        "i have to go ",
        "do you ever ",
        "¿te a veces ",
        "bist du manchmal ",
        "you are so ",
        "nice to be back ",
    ):
        introduce(unit * (120 // len(unit)) + "x")
