"""Requests of memory in the words that people use, in four languages, and what only looks like one."""

import pytest

from agents.memory.intent import Intent, asks_for_everything, asks_to_forget, decide

SAVES = {
    "please make a note of this: my shoe size is 42": "my shoe size is 42",
    "I'd like you to remember that I hate onions": "I hate onions",
    "can you please remember that my mom's name is Sarah?": "my mom's name is Sarah",
    "write down that my dentist appointment is on Monday": "my dentist appointment is on Monday",
    "just so you know, I'm vegetarian": "I'm vegetarian",
    "for future reference, my student number is 20391": "my student number is 20391",
    "note to self: the library closes at 8": "the library closes at 8",
    "recuérdame que tengo dentista el lunes": "tengo dentista el lunes",
    "para que lo sepas, soy celíaco": "soy celíaco",
    "nota: mi talla de zapato es 42": "mi talla de zapato es 42",
    "ich will, dass du dir merkst, dass ich Zwiebeln hasse": "ich Zwiebeln hasse",
    "nur damit du es weißt: ich bin Vegetarier": "ich bin Vegetarier",
    "Vergiss nicht, dass ich Linkshänder bin": "ich Linkshänder bin",
    "我想请你记住我不吃洋葱": "我不吃洋葱",
    "备忘：我周一看牙医": "我周一看牙医",
    "顺便告诉你，我吃素": "我吃素",
}
LISTS = (
    "List all k-pop groups that I like",
    "name all the languages that I speak",
    "list my allergies",
    "what are the names of my cats",
    "which k-pop groups do I like",
    "which instrument do I play again?",
    "What have I told you about my sister?",
    "enumera todos los grupos que me gustan",
    "lista mis alergias",
    "nenne alle Bands, die ich mag",
    "liste meine Allergien auf",
    "列出我喜欢的乐队",
    "列出我的过敏源",
)
EVERYTHING = (
    "show me my saved facts",
    "show all my memories",
    "Can you list everything that I told you?",
    "muéstrame todo lo que recuerdas",
    "zeig mir alles, was du dir gemerkt hast",
    "显示我的记忆",
)
FORGETS = (
    "clear everything you remember about me",
    "stop remembering my birthday",
    "remove my phone number from your memory",
    "I no longer want you to know my address",
    "ya no recuerdes mi número de teléfono",
    "quita mi dirección de tu memoria",
    "vergiss, dass ich in Köln wohne",
    "merk dir meine Adresse nicht mehr",
    "把我的生日删掉",
    "别再记得我的年龄",
)
NOTHING = (
    "list all prime numbers below 20",
    "Note: solve x^2 = 4",
    "reminder: what is a noun?",
    "Write down my equation: x+2=4",
    "I want you to know I like your explanation",
    "nota: resuelve x=2",
    "备注：解方程x=2",
    "list three synonyms for happy that I can use in my essay",
    "show me the steps that I missed",
    "list the facts",
    "save this file in Python",
    "store 5 in a variable",
    "Write down the equation of the line through (1,2) and (3,4)",
    "delete the last line of my code",
    "remove the comma from my sentence",
    "remember to explain it slowly",
    "remember what we talked about",
    "What do you know about photosynthesis?",
    "apunta los pasos de la ecuación",
    "guarda 5 en una variable",
    "speichere 5 in einer Variable",
    "ich habe Halsschmerzen, was hilft",
    "me duele la garganta, qué puedo tomar",
    "记下方程的解法",
    "列出20以内的质数",
)


@pytest.mark.parametrize(("message", "fact"), SAVES.items())
def test_fact_is_saved_without_the_request(message: str, fact: str) -> None:
    decision = decide(message)
    assert (decision.kind, decision.text) == (Intent.STORE, fact)


@pytest.mark.parametrize("message", [*LISTS, *EVERYTHING])
def test_list_is_recalled(message: str) -> None:
    assert decide(message).kind is Intent.RECALL


@pytest.mark.parametrize("message", EVERYTHING)
def test_everything_is_asked_for(message: str) -> None:
    assert asks_for_everything(message)


@pytest.mark.parametrize("message", LISTS)
def test_one_subject_is_not_everything(message: str) -> None:
    assert not asks_for_everything(message)


@pytest.mark.parametrize("message", FORGETS)
def test_request_to_forget_saves_nothing(message: str) -> None:
    assert asks_to_forget(message, of_own=True)
    assert decide(message).kind is Intent.NOTHING


@pytest.mark.parametrize("message", NOTHING)
def test_exercise_is_no_request_of_memory(message: str) -> None:
    assert decide(message).kind is Intent.NOTHING
    assert not asks_to_forget(message, of_own=True)


@pytest.mark.parametrize(
    "unit", ["list all the ", "forget ", "show me mis ", "nenne die ", "把我", "记住", "so you know "]
)
def test_long_messages_are_read_quickly(unit: str) -> None:
    assert decide(unit * (600 // len(unit))).kind is not Intent.TELLS
