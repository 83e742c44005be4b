"""Requests to remember, in the words that the page suggests and in others."""

import json
import re
from pathlib import Path

import pytest

from agents.memory.intent import Decision, Intent, decide

CATALOGUES = Path(__file__).parents[3] / "chat" / "i18n" / "languages"
SUGGESTION = "You have not told me that yet. Say “Remember that …” and I will."


@pytest.mark.parametrize(
    ("message", "fact"),
    [
        ("I'm in grade 7 btw, remember that", "I'm in grade 7 btw"),
        ("My dog is called Rex - please remember this!", "My dog is called Rex"),
        ("My favourite band is BTS, don't forget it", "My favourite band is BTS"),
        ("Seattle is my home. Keep that in mind please.", "Seattle is my home"),
        ("Ich bin in Klasse 7, merk dir das bitte", "Ich bin in Klasse 7"),
        ("Tengo 12 años, recuérdalo por favor", "Tengo 12 años"),
        ("我上七年级，请记住", "我上七年级"),  # noqa: RUF001
        ("J'habite à Lyon, ne l'oublie pas", "J'habite à Lyon"),
        ("Moro em Recife, não esqueça", "Moro em Recife"),
        ("Abito a Torino, ricordatelo", "Abito a Torino"),
        ("Save this please: my bike is blue", "my bike is blue"),
        ("remember this please: I hate peas", "I hate peas"),
        ("Retenez que j'habite à Lyon", "j'habite à Lyon"),
        ("Retiens bien qu’il pleut souvent ici", "il pleut souvent ici"),
        ("S'il te plaît, souviens-toi que ma sœur s'appelle Anne.", "ma sœur s'appelle Anne."),
        ("Mémorise : mon examen est vendredi", "mon examen est vendredi"),
        ("Lembre-se de que moro em Recife", "moro em Recife"),
        ("Por favor, memoriza que o meu exame é na sexta", "o meu exame é na sexta"),
        ("Ricorda che abito a Torino", "abito a Torino"),
        ("Ricordati, per favore: ho un esame venerdì", "ho un esame venerdì"),
        ("覚えておいて：私は大阪に住んでいます", "私は大阪に住んでいます"),  # noqa: RUF001
        ("私の誕生日は7月25日だと覚えておいてください。", "私の誕生日は7月25日だ"),
        ("기억해 줘: 나는 서울에 살아", "나는 서울에 살아"),
        ("내 생일은 7월 25일이라고 기억해 주세요", "내 생일은 7월 25일"),
        ("تذكّر أن أختي تسكن في القاهرة", "أختي تسكن في القاهرة"),
        ("تذكر أنني أسكن في عمّان", "أنني أسكن في عمّان"),
        ("احفظ: امتحاني يوم الأحد", "امتحاني يوم الأحد"),
        ("याद रखो कि मेरा जन्मदिन 25 जुलाई को है", "मेरा जन्मदिन 25 जुलाई को है"),
        ("मेरी परीक्षा शुक्रवार को है, याद रखें", "मेरी परीक्षा शुक्रवार को है"),
    ],
)
def test_the_fact_to_store(message: str, fact: str) -> None:
    assert decide(message) == Decision(Intent.STORE, fact)


@pytest.mark.parametrize(
    "message",
    [
        "Do you like tea, remember that?",
        "In 1066 there was a battle, remember?",
        "What did I say? Remember that.",
        "Solve x + 1 = 2, remember it",
        "I can't remember that",
        "Retenez-vous bien les dates ?",
        "Souviens-toi",
        "Lembra que dia é hoje?",
        "Ricordi la formula?",
        "Ricorda il teorema di Pitagora",
        "単語を早く覚える方法",
        "私の名前を覚えてる？",  # noqa: RUF001
        "내 이름을 기억해?",
        "هل تتذكر اسمي؟",
        "याद रखने के तरीके",
        "Retenez que",
        "lembre-se de que " * 500,
        "覚えておいて" * 500,
    ],
)
def test_no_fact_to_store(message: str) -> None:
    assert decide(message).kind is not Intent.STORE


@pytest.mark.parametrize("path", sorted(CATALOGUES.glob("*.json")), ids=lambda path: str(path.stem))
def test_what_the_page_suggests_to_say_is_understood(path: Path) -> None:
    suggestion = json.loads(path.read_text("utf-8"))[SUGGESTION]
    said = re.search(r"[“«„「]\s*(.+?)…+\s*[”»“」]", suggestion)
    assert said is not None
    assert decide(f"{said[1]}X1") == Decision(Intent.STORE, "X1")
