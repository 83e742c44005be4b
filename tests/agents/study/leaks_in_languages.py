"""Texts that give an answer away in the languages of the page, and in further forms; and honest hints in these languages."""

# ruff: noqa: E501, RUF001 - tables of texts, with signs that look alike

from agents.mathematics.attempts.equivalence import Answer
from agents.mathematics.disclosure.finder import Secret
from tests.agents.study.leaks import BELOW, FRACTION, LINEAR, NEGATIVE, NONE, PERCENT, PRIME, PRODUCT, QUADRATIC

THIRDS = Secret(Answer("2/3 ≈ 0.666667", decimals=2), "What is 1/3 + 1/3?")
THIRD = Secret(Answer("1/3 ≈ 0.333333", decimals=2), "What is 1/6 + 1/6?")
MIXED = Secret(Answer("7/2 = 3.5"), "What is 1.5 + 2?")
BETWEEN = Secret(Answer("−2 < x < 3"), "Solve x^2 - x - 6 < 0")

LEAKS_IN_LANGUAGES: tuple[tuple[Secret, tuple[str, ...]], ...] = (
    (THIRDS, (
        "two thirds", "two-thirds", "2 thirds", "\\frac23", "\\tfrac{2}{3}", "$\\dfrac{2}{3}$", "\\nicefrac{2}{3}", "\\sfrac{2}{3}", "\\cfrac{2}{3}",
        "{2 \\over 3}", "0.67", "66.7%", "about 67 percent", "ungefähr 67 Prozent", "66⅔%", "⅔", "2⁄3", "two out of three", "two over three",
        "zwei Drittel", "zweidrittel", "dos tercios", "三分之二", "deux tiers", "due terzi", "dois terços", "三分の二", "deux sur trois", "3분의 2", "ثلثان",
    )),
    (THIRD, ("a third", "one third", "one-third", "ein Drittel", "un tercio", "三分之一", "un tiers", "le tiers", "un terzo", "um terço", "33⅓%", "⅓", "\\frac13", "33 pour cent", "ثلث")),
    (MIXED, (
        "three and a half", "3 1/2", "3½", "3 and 1/2", "3\\frac{1}{2}", "$3\\tfrac12$", "dreieinhalb", "tres y medio", "三又二分之一", "trois et demi", "tre e mezzo", "três e meio",
        "seven halves", "sept demis", "sette mezzi", "350%", "350 percent", "3,5", "three point five", "trois virgule cinq", "tre virgola cinque", "três vírgula cinco", "half of seven",
    )),
    (BETWEEN, (
        "(-2, 3)", "]-2; 3[", "x ∈ (-2, 3)", "x\\in(-2,3)", "\\left(-2, 3\\right)", "between -2 and 3", "x lies between minus two and three", "-2<x<3", "from -2 to 3", "the open interval from -2 to 3",
        "zwischen -2 und 3", "entre -2 y 3", "在-2和3之间", "entre moins deux et trois", "compris entre -2 et 3", "tra meno due e tre", "entre menos dois e três", "x > -2 and x < 3",
        "greater than -2 and less than 3", "larger than −2 but smaller than 3", "größer als -2 und kleiner als 3", "supérieur à -2 et inférieur à 3", "maggiore di -2 e minore di 3",
    )),
    (PRODUCT, (
        "the 408th number", "the four hundred and eighth", "four hundred eighth", "das 408. ", "der vierhundertachte", "le quatre cent huitième", "408番目", "408번째",
        "quatre cent huit", "quatre-cent-huit", "QUATRE CENT HUIT", "La réponse est quatre cent huit.", "quattrocentotto", "La risposta è quattrocentotto.", "quatrocentos e oito",
        "A resposta é quatrocentos e oito.", "un de plus que 407", "uno in più di 407", "um a mais que 407", "1 de moins que 409", "le double de 204", "il doppio di 204", "o dobro de 204",
        "la moitié de 816", "la metà di 816", "metade de 816", "entre 407 et 409", "tra 407 e 409", "사백팔", "정답은 사백팔입니다", "चार सौ आठ", "उत्तर चार सौ आठ है", "أربعمائة وثمانية", "よんひゃくはち", "四百八です",
        "40800 percent", "4\\times 10^2+8",
    )),
    (LINEAR, (
        "the fourth natural number", "the fourth positive integer", "x vaut quatre", "x est quatre", "x = quatre", "x est égal à 4", "la solution est 4", "on trouve 4", "c'est quatre", "quatre",
        "x è quattro", "x = quattro", "la soluzione è quattro", "Rimane 4.", "quattro", "x é quatro", "x é igual a quatro", "A solução é quatro", "Sobra 4.", "quatro",
        "정답은 4", "정답은 사입니다", "답은 넷입니다", "넷", "答えは四です", "答えは4です", "よん", "उत्तर चार है", "x चार है", "الجواب أربعة", "الجواب هو ٤",
    )),
    (QUADRATIC, (
        "les solutions sont deux et trois", "deux et trois", "le soluzioni sono due e tre", "due e tre", "as soluções são dois e três", "dois e três", "둘과 셋", "दो और तीन", "اثنان وثلاثة", "2と3",
    )),
    (NEGATIVE, ("moins sept", "meno sette", "menos sete", "l'opposé de 7", "l'opposto di 7", "o oposto de 7", "マイナス7", "마이너스 칠", "ऋण सात", "سالب سبعة")),
    (FRACTION, (
        "trois quarts", "tre quarti", "três quartos", "zéro virgule soixante-quinze", "zero virgola settantacinque", "zero vírgula setenta e cinco", "75 pour cent", "75 per cento", "75 por cento",
        "soixante-quinze pour cent", "四分の三", "4분의 3", "तीन चौथाई", "ثلاثة أرباع", "dreiviertel",
    )),
    (PERCENT, ("trente-six", "trentasei", "trinta e seis", "six fois six", "sei per sei", "seis vezes seis", "삼십육", "서른여섯", "छत्तीस", "ستة وثلاثون", "さんじゅうろく", "the thirty-sixth")),
    (BELOW, (
        "x inférieur à 2", "x est strictement inférieur à 2", "x est plus petit que deux", "tous les nombres inférieurs à 2", "x minore di 2", "tutti i numeri minori di 2", "x é menor que 2",
        "x menor que dois", "todos os números menores que 2", "2より小さい", "2 보다 작은", "2 से छोटा", "أصغر من 2",
    )),
    (NONE, (
        "pas de solution", "aucune solution", "L'équation n'a pas de solution.", "nessuna soluzione", "non ha soluzioni", "sem solução", "não tem solução", "não há solução", "解なし", "해가 없습니다",
        "कोई हल नहीं", "لا يوجد حل",
    )),
    (PRIME, (
        "n'est pas premier", "nombre composé", "91 est divisible par 7", "non è primo", "composto", "divisibile per sette", "não é primo", "divisível por 7", "素数ではない", "소수가 아닙니다", "अभाज्य नहीं", "ليس أوليا",
    )),
)  # fmt: skip

_ANY = (
    "Qu'est-ce qui est donné, et qu'est-ce qui est cherché ?", "Quelle règle connaissez-vous ici ?", "Bonne idée ; quelle est l'étape suivante ?", "Relisez la question lentement.", "Commencez par la première étape.",
    "Che cosa è dato e che cosa si cerca?", "Quale regola conosci qui?", "Buona idea; qual è il passo successivo?", "Rileggi la domanda con calma.", "Comincia dal primo passo.", "Prova con un disegno.",
    "O que é dado e o que se procura?", "Que regra você conhece aqui?", "Boa ideia; qual é o próximo passo?", "Leia a pergunta de novo, com calma.", "Comece pelo primeiro passo.", "Faça um desenho.",
    "何が与えられ、何を求めますか。", "どの公式を使いますか。", "もう一度問題を読んでください。", "最初の一歩は何ですか。", "무엇이 주어졌고 무엇을 구하나요?", "어떤 규칙을 쓸 수 있을까요?", "문제를 다시 천천히 읽어 보세요.", "첫 단계는 무엇인가요?",
    "क्या दिया गया है और क्या ढूँढना है?", "यहाँ कौन सा नियम काम आएगा?", "प्रश्न फिर से पढ़िए।", "पहला कदम क्या है?", "ما المعطى وما المطلوب؟", "أي قاعدة تعرفها هنا؟", "اقرأ السؤال مرة أخرى ببطء.", "ما الخطوة الأولى؟",
)  # fmt: skip
HINTS_IN_LANGUAGES: tuple[tuple[Secret, tuple[str, ...]], ...] = (
    (THIRDS, (*_ANY, "Les dénominateurs sont égaux : que fait-on des numérateurs ?", "I denominatori sono uguali: che cosa fai con i numeratori?", "Os denominadores são iguais: o que se faz com os numeradores?", "How many thirds is that? Count them.")),
    (THIRD, (*_ANY, "Additionnez les numérateurs, puis simplifiez.", "Somma i numeratori, poi semplifica.", "Some os numeradores e depois simplifique.", "Can you write it in lowest terms?")),
    (MIXED, (*_ANY, "Alignez les virgules.", "Allinea le virgole.", "Alinhe as vírgulas.", "Which digit stands for the tenths?")),
    (BETWEEN, (*_ANY, "Factorisez d'abord le trinôme.", "Scomponi prima il trinomio.", "Fatore primeiro o trinômio.", "Where is the left side zero? What is its sign in the middle?", "Does the parabola open upwards?")),
    (PRODUCT, (*_ANY, "Décomposez 24 en 20 et 4.", "Scomponi 24 in 20 e 4.", "Decomponha 24 em 20 e 4.", "Combien font 17 fois 20 ?", "Quanto fa 17 per 4?", "Quanto é 17 vezes 20?", "24を20と4に分けましょう。", "24를 20과 4로 나누어 보세요.", "24 को 20 और 4 में बाँटिए।", "اقسم 24 إلى 20 و4.")),
    (LINEAR, (*_ANY, "Que faites-vous du 3 ?", "Che cosa fai con il 3?", "O que você faz com o 3?", "Soustrayez 3 des deux côtés.", "Sottrai 3 da entrambi i lati.", "Subtraia 3 dos dois lados.", "両辺から3を引いてください。", "양변에서 3을 빼세요.", "दोनों पक्षों से 3 घटाइए।", "اطرح 3 من الطرفين.", "La première étape : laquelle ?")),
    (QUADRATIC, (*_ANY, "Quel est le discriminant ?", "Qual è il discriminante?", "Qual é o discriminante?", "Cherchez la somme et le produit des racines.", "Il prodotto delle soluzioni è 6.", "O produto das soluções é 6.", "判別式を計算してください。", "판별식을 계산해 보세요.")),
    (NEGATIVE, (*_ANY, "Retirez 10 des deux côtés.", "Togli 10 da entrambi i lati.", "Tire 10 dos dois lados.", "両辺から10を引きます。")),
    (FRACTION, (*_ANY, "Écrivez 1/2 en quarts.", "Scrivi 1/2 in quarti.", "Escreva 1/2 em quartos.", "通分してください。", "통분해 보세요.")),
    (PERCENT, (*_ANY, "Combien font 10 % de 240 ?", "Quanto fa il 10% di 240?", "Quanto é 10% de 240?", "240の10%はいくつですか。", "240의 10%는 얼마인가요?")),
    (BELOW, (*_ANY, "Traitez le signe < comme un =.", "Tratta il segno < come un =.", "Trate o sinal < como um =.", "Le signe change-t-il de sens ?", "7 − 3 = 4; e poi?")),
    (NONE, (*_ANY, "Que se passe-t-il si vous retirez x des deux côtés ?", "Che cosa succede se togli x da entrambi i lati?", "O que acontece se você tirar x dos dois lados?")),
    (PRIME, (*_ANY, "Essayez les petits nombres premiers : 2, 3, 5.", "Prova i numeri primi piccoli: 2, 3, 5.", "Tente os primos pequenos: 2, 3, 5.", "Qu'est-ce qu'un nombre premier ?", "Che cos'è un numero primo?")),
)  # fmt: skip
