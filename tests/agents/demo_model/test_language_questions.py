"""Questions for the language tools, in four languages: understood whole or not at all."""

import pytest

from agents.demo_model.language_questions import read_language_question


@pytest.mark.parametrize(
    ("question", "tool", "given"),
    [
        ("Conjugate 'hablar' in the present", "conjugate", {"verb": "hablar", "language": "", "tense": "present"}),
        ("How do I conjugate the Spanish verb hablar?", "conjugate", {"verb": "hablar", "language": "es", "tense": ""}),
        ("past participle of 'gehen'", "conjugate", {"verb": "gehen", "language": "", "tense": "past participle"}),
        ("What is the past tense of swim?", "conjugate", {"verb": "swim", "language": "", "tense": "past tense"}),
        ("Conjugate “to be” in the past tense in English", "conjugate",
         {"verb": "to be", "language": "en", "tense": "past tense"}),
        ("How do you say 47 in French?", "number_in_words", {"number": "47", "language": "fr", "form": "cardinal"}),
        ("Write 1984 in Spanish words", "number_in_words", {"number": "1984", "language": "es", "form": "cardinal"}),
        ("Write the year 1984 in German", "number_in_words", {"number": "1984", "language": "de", "form": "year"}),
        ("How do you say 21st in French?", "number_in_words", {"number": "21", "language": "fr", "form": "ordinal"}),
        ("Write 47 in words.", "number_in_words", {"number": "47", "language": "en", "form": "cardinal"}),
        ("What is the pinyin of 你好?", "transliterate", {"text": "你好", "to": "pinyin"}),
        ("Write こんにちは in romaji", "transliterate", {"text": "こんにちは", "to": "romaji"}),
        ("Write konnichiwa in hiragana", "transliterate", {"text": "konnichiwa", "to": "hiragana"}),
        ("What language is 'Guten Morgen'?", "identify_language", {"text": "Guten Morgen"}),
        ("Which language is this: Bom dia, tudo bem?", "identify_language", {"text": "Bom dia, tudo bem"}),
        ("What is the base form of went?", "base_form", {"word": "went", "language": "en"}),
        ("¿Cómo se conjuga 'tener' en el pretérito?", "conjugate",
         {"verb": "tener", "language": "", "tense": "pretérito"}),
        ("¿Cómo se dice 47 en francés?", "number_in_words", {"number": "47", "language": "fr", "form": "cardinal"}),
        ("¿Qué idioma es 'Guten Morgen'?", "identify_language", {"text": "Guten Morgen"}),
        ("¿Cuál es el pinyin de 你好?", "transliterate", {"text": "你好", "to": "pinyin"}),
        ("Konjugiere gehen im Präteritum", "conjugate", {"verb": "gehen", "language": "", "tense": "Präteritum"}),
        ("Wie konjugiert man das spanische Verb hablar?", "conjugate",
         {"verb": "hablar", "language": "es", "tense": ""}),
        ("Was ist das Partizip II von gehen?", "conjugate", {"verb": "gehen", "language": "", "tense": "Partizip II"}),
        ("Wie sagt man 47 auf Französisch?", "number_in_words", {"number": "47", "language": "fr", "form": "cardinal"}),
        ("Schreibe 1984 in Worten", "number_in_words", {"number": "1984", "language": "de", "form": "cardinal"}),
        ("Was ist die Grundform von ging?", "base_form", {"word": "ging", "language": "de"}),
        ("hablar的现在时是什么？", "conjugate", {"verb": "hablar", "language": "", "tense": "现在时"}),
        ("西班牙语动词hablar怎么变位", "conjugate", {"verb": "hablar", "language": "es", "tense": ""}),
        ("47用法语怎么说？", "number_in_words", {"number": "47", "language": "fr", "form": "cardinal"}),
        ("你好的拼音是什么？", "transliterate", {"text": "你好", "to": "pinyin"}),
        ("“Guten Morgen”是什么语言？", "identify_language", {"text": "Guten Morgen"}),
    ],
)  # fmt: skip
def test_question_is_understood(question: str, tool: str, given: dict[str, object]) -> None:
    assert read_language_question(question) == (tool, given)


@pytest.mark.parametrize(
    "question",
    [
        "How do you say 'good morning' in French?",
        "Translate 'Hello' to Spanish",
        "How do you say 47 apples in French?",
        "How do you say 47 in Klingon?",
        "Conjugate hablar and explain why",
        "Conjugate the verb",
        "Conjugate it",
        "What is the future of transport?",
        "What is the past participle of 'go' and 'run'?",
        "What language is spoken in Brazil?",
        "What language is this text written in?",
        "What is 15% of 240?",
        "Solve x^2 = 4",
        "What is 5 in Roman numerals?",
        "How is your day?",
        "",
        "Conjugate " * 100_000,
        "What is the pinyin of " + "你" * 100_000,
    ],
)
def test_question_with_words_left_over_is_not_understood(question: str) -> None:
    assert read_language_question(question) is None
