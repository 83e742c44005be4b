"""The words that may stand around mathematics without changing what is asked, in the languages of the page.

Any other word may make another question of it: “for positive x”, “how many”, “twice”, “at three”.
"""

# ruff: noqa: RUF001 - Chinese punctuation

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"\\?[^\W\d_]+")
_WORDS = frozenset(
    _WORD.findall(
        """
    a an the i we you he she my our your his her me us it this that is am are be was do does did don doesn not can could
    would should please help helping need want have has got get must to for of on in with and or but so then here hi
    hello hey thanks thank dear teacher ok okay yes no what how why when homework exercise task problem question
    equation expression inequality system function understand know explain show tell teach find calculate compute work
    out answer value result solution solutions solve solving solved stuck confused hard difficult easy now today
    tomorrow evaluate test exam class school step steps by let start begin try trying just really again one if let’s via
    factor factorise factorize expand simplify differentiate derivative integrate integral multiply lowest terms
    el la los las un una de del que es cómo como qué cuál por favor ayuda ayúdame ayudarme necesito quiero tengo mi
    tarea ejercicio problema pregunta ecuación ecuacion expresión inecuación función resuelve resuelvo resolver
    resuelva encuentra encontrar halla hallar calcula calcular explica explícame explicar no entiendo sé con para
    y pero hola gracias profe profesor profesora puedes puedo podrías se lo al esta este cuánto cuanto da solución
    deriva derivada derivar factoriza factorizar simplifica simplificar desarrolla expande
    der die das ein eine einen dem den des ist wie was warum bitte hilf hilfe helfen mir mich ich du sie wir kannst
    könnten könntest können kann brauche muss soll meine mein meiner hausaufgabe hausaufgaben aufgabe gleichung term
    ausdruck ungleichung löse lösen löst lös lösung finde finden berechne berechnen rechne erkläre erklär erklären
    zeig verstehe versteh nicht es mit bei für und aber hallo danke von nach man diese dieser dieses ergibt wieviel
    viel faktorisiere vereinfache kürze multipliziere aus leite ab ableiten ableitung integriere
    le les une des du et est je tu nous vous mon ma mes ce cette comment quoi quel quelle résous résoudre résolvez
    équation équations aide aidez moi plaît pouvez peux comprends pas exercice devoir devoirs merci bonjour calculer
    calcule combien font fait trouve trouver expliquer explique svp
    il lo gli uno una di del della è come cosa che aiuto aiutami risolvi risolvere equazione esercizio compito capisco
    non per grazie ciao calcola trova spiega favore
    o os as um uma do da como resolva resolve resolver equação exercício ajuda ajude preciso meu minha dever tarefa
    entendo não obrigado obrigada olá calcule encontre explique quanto é
    풀어 풀어줘 풀어주세요 풀어요 주세요 줘 방정식 방정식을 식을 이 문제 문제를
    계산 계산해 계산해줘 계산해주세요 도와 도와주세요 어떻게 는 을 를 은
    حل احسب أوجد المعادلة معادلة من فضلك ساعدني في كيف أحل هذه هذا المسألة ما هو هي ناتج لا أفهم
    """
    )
)
_WITHOUT_SPACES = re.compile(  # Chinese and Japanese
    "方程式|宿題|計算|手伝って|教えて|解いて|解き方|どうやって|わかりません|分かりません|ください|下さい|お願いします|なに|いくつ|答え|"
    "因式分解|分解因式|不等式|方程组|表达式|老师|你好|谢谢|作业|题目|问题|怎么|怎样|如何|什么|多少|我们|计算|化简|展开|求导|导数|积分|一下|"
    "可以|解释|帮助|不懂|不会|不明白|等于|这个|这道|一道|方程|解答|答案|请问|结果|"
    "[请帮我解求的是吗你会能教讲和它题这道算一给要想下。，？！、：了吧呢をのがはでにと式何]"
)


def only_framed(question: str, mathematics: str) -> bool:
    """Return whether a question is its mathematics, and words around it that ask nothing else.

    Args:
        question: The question.
        mathematics: The longest expression or equation in it.
    """
    text, own = (unicodedata.normalize("NFKC", each) for each in (question, mathematics))
    numbers = Counter(re.findall(r"\d+", text)) - Counter(re.findall(r"\d+", own))
    if numbers or text.count("=") > own.count("="):
        return False
    known = _WORDS.union(_WORD.findall(own.lower()))
    return all(word in known or _is_sign(word) for word in _WORD.findall(_WITHOUT_SPACES.sub(" ", text.lower())))


def _is_sign(word: str) -> bool:
    """Return whether a word is a command of LaTeX, a variable, or what an integral is over."""
    return word.startswith("\\") or (len(word) == 1 and word.isascii()) or re.fullmatch("d[a-z]", word) is not None
