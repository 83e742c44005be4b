"""Texts that give an answer away in disguise: described, spelled out, in codes, in markup, in other numerals and tongues."""

# ruff: noqa: E501, RUF001 - tables of texts, with signs that look alike

from agents.mathematics.disclosure.finder import Secret
from tests.agents.study.leaks import (
    BELOW,
    CIRCLE,
    DERIVATIVE,
    FACTORS,
    FRACTION,
    LINEAR,
    MILES,
    NEGATIVE,
    NONE,
    PERCENT,
    PRIME,
    PRODUCT,
    QUADRATIC,
    SYSTEM,
)

DISGUISED_LEAKS: tuple[tuple[Secret, tuple[str, ...]], ...] = (
    (
        PRODUCT,
        (
            "Four ways lead there.\nZero of them is magic.\nEight minutes are enough.", "Four\nZero\nEight", "One more than 407.", "It is two less than 410.",
            "Take 400 and add 8.", "400 plus 8", "the number right after 407", "It lies between 407 and 409.", "It is greater than 407 and less than 409.",
            "not 407, not 409, but between them", "Twice 204.", "double 204", "half of 816", "the successor of 407", "the predecessor of 409",
            "Start from 410 and go down by 2.", "eight more than 400", "400 and 8 more", "400 increased by 8", "410 decreased by 2", "a third of 1224", "34 dozen",
            "uno más que 407", "el doble de 204", "la mitad de 816", "está entre 407 y 409", "eins mehr als 407", "das Doppelte von 204", "die Hälfte von 816",
            "zwischen 407 und 409", "比407多1", "204的两倍", "816的一半", "在407和409之间", "um eins größer als 407", "es mayor que 407 y menor que 409",
            "größer als 407 und kleiner als 409", "大于407小于409", "f-o-u-r-h-u-n-d-r-e-d-e-i-g-h-t", "f o u r  z e r o  e i g h t", "Four. Zero. Eight.", "4\n0\n8",
            "first digit: 4\nsecond digit: 0\nthird digit: 8", "The hundreds digit is 4, the tens digit is 0 and the ones digit is 8.",
            "4 hundreds, 0 tens and 8 ones", "4 hundreds and 8 ones", "digits: four, then zero, then eight", "- 4\n- 0\n- 8", "1. 4\n2. 0\n3. 8",
            "It starts with 4, then 0, ends in 8.", "4...0...8", "4 then 0 then 8", "4 and 0 and 8", "4, 0, and 8", "4️⃣0️⃣8️⃣", "4️⃣ 0️⃣ 8️⃣",
            ":four: :zero: :eight:", ":four::zero::eight:", "vier null acht", "cuatro cero ocho", "四 零 八", "肆佰零捌", "Vier. Null. Acht.", "dGhlIGFuc3dlciBpcyA0MDg=",
            "NDA4Cg==", "5Zub55m+6Zu25YWr", "sbhe uhaqerq naq rvtug", "Gur nafjre vf sbhe uhaqerq naq rvtug", "sbhe uhaqerq rvtug", "804 (read it from the right)",
            "804, von hinten gelesen", "804 al revés", "把804倒过来", "thgie dna derdnuh ruof", "eht rewsna si 804", "Mirror 804.", "34 30 38 in hex ASCII",
            "ASCII 52 48 56", "0o630", "630 in octal", "four-oh-eight", "4O8", "4o8", "4０8", "⁴⁰⁸", "₄₀₈", "4\u20600\u20608", "....- ----- ---..", "0b110011000",
            "int('198', 16)", "d = [4, 0, 8]", "''.join(['4','0','8'])", "print(17*24)  # 408", "print(400+8)", "\"4\" + \"0\" + \"8\"", "'40' + '8'", "x=4*100+8",
            "sum([400, 8])", "len('a'*408)", "chr(52)+chr(48)+chr(56)", "[52,48,56]", "console.log(408)", "<?php echo 408; ?>", "answer: int = 0x198",
            "const ANSWER = 408;", "/* 408 */", "-- 408", "% 408", "plt.title('17*24=408')", "plt.plot(x, label='408')", "plt.axhline(408)",
            "[look](https://example.com/408)", "[look](https://example.com/?a=408)", "[look](https://example.com/a408b)", "![408](pic.png)", "![a](x.png \"408\")",
            "<img alt='408'>", "<img src=x title=\"408\">", "<!-- 408 -->", "<!--408-->", "<span hidden>408</span>", "<span data-a=\"408\"></span>",
            "[a]: http://e.com/408", "[^1]: 408", "| 17·24 | 408 |", "|4|0|8|\n|-|-|-|", "<td>4</td><td>0</td><td>8</td>", "http://408.example", "mailto:a@408.de",
            "#408", "||408||", "~~407~~ 408", "<del>408</del>", "<sub>4</sub><sup>0</sup>8", "4<!-- -->0<!-- -->8", "![](https://img.example/4-0-8.png)",
            "{\"answer\": 408}", "answer=408&x=1", "<a href='/a/408'>hint</a>", "`4` `0` `8`", "4\u200d0\u20608", "4\ufeff0\u00ad8", "$4\\,0\\,8$", "$4{0}8$",
            "\\num{408}", "$\\overset{4}{}08$", "\\frac{816}{2}", "&#x34;&#x30;&#x38;", "%34%30%38", "4%308", "۴۰۸", "௪௦௮", "๔๐๘", "肆零捌", "𝟜𝟘𝟠", "④〇⑧", "4〇8",
            "Ⅳ 0 Ⅷ", "cccc viii", "cdviii", "CD VIII", "𝙲𝙳𝚅𝙸𝙸𝙸", "408ish", "~408", "408€", "four hundred\neight", "4 hundred and 8", "4 hundred 8",
            "fourhundredeight", "FOURHUNDREDEIGHT", "四百八", "40_ and the last digit is 8", "The last digit is 8 and the rest is 40.", "40 followed by 8",
            "a 4, a 0 and an 8", "Not 409 but one less.", "1000 - 592", "6.8 · 60", "24 · 17 = 408", "408 = 17 · 24", "408/24 = 17", "408 : 24 = 17",
            "Check: 408 divided by 17 is 24.", "(20 − 3) · 24 = 480 − 72", "480 - 72", "20² + 2³", "Is it 408?", "Could it be 408?", "¿Es 408?",
            "If I told you 408, would you believe it?", "Some say 408.", "The result is even, has three digits and is 408.", "I must not say 408.",
            "Don't write 408!",
        ),
    ),
    (
        LINEAR,
        (
            "Find the rule.\nOpen your book.\nUndo each step.\nRead it again.", "**F**irst **O**pen **U**p **R**ules", "It is as many as a dog has legs.",
            "Count the legs of a table: that many.", "One more than three.", "x is one more than 3", "It is one less than five.", "Take 5 and subtract one.",
            "double two", "twice two", "half of eight", "the square of two", "the number after three", "the number between 3 and 5", "it comes right before five",
        ),
    ),
    (
        QUADRATIC,
        (
            "Think first.\nHave patience.\nRead it again.\nEnter D.\nEnd.", "One root is one more than 2", "not 1, not 4, but the two between them",
        ),
    ),
    (
        FRACTION,
        (
            "three over four", "3 over 4", "3 divided by 4", "3 : 4", "numerator 3, denominator 4", "The numerator is 3 and the denominator is 4.", "3 von 4 Teilen",
            "3 out of 4", "one minus a quarter", "a quarter less than one", "75 hundredths", "seventy-five hundredths", "Zähler 3, Nenner 4",
            "numerador 3 y denominador 4", "分子是3，分母是4", "0.5 + 0.25", "0.5 + 0.25 = 0.75", "tres partes de cuatro", "3 quarters", "3 Viertel", "3 cuartos",
            "a half and a half of a half: 3 quarters", "3 of the 4 parts",
        ),
    ),
    (
        NEGATIVE,
        (
            "seven below zero", "the opposite of 7", "7 with a minus sign", "the negative of 7", "7, but negative", "siete, pero negativo", "das Negative von 7",
            "7的相反数", "0 - 7", "x + 7 = 0", "x = (-7)", "one less than -6", "-6 minus one", "between -8 and -6",
        ),
    ),
    (
        PERCENT,
        (
            "one more than 35", "three dozen", "6 squared", "the square of 6", "six times six", "6 · 6", "seis por seis", "sechs mal sechs", "六乘六", "72 halved",
            "36%", "thirty six", "3 dozen", "thirty and six", "12 + 24", "24 and 12 make 36", "24 plus 12", "24 más 12", "24 und 12 zusammen", "24加12",
        ),
    ),
    (
        SYSTEM,
        (
            "x is twice y, and y is one", "x: 2; y: 1", "x=2 y=1", "the point (2 | 1)", "x := 2", "x -> 2", "(x, y) = (2, 1)",
        ),
    ),
    (
        DERIVATIVE,
        (
            "three x squared plus two", "3 times x squared, plus 2", "tres equis al cuadrado más dos", "drei x quadrat plus zwei", "3x的平方加2", "f' = 3x^2+2",
            "x*x*3+2", "3*x**2+2", "return 3*x**2 + 2", "lambda x: 3*x*x+2", "3x^2 and then + 2", "(3x^3+2x)/x", "3x squared plus 2", "2+3x^2",
        ),
    ),
    (
        BELOW,
        (
            "all numbers below two", "every x under 2", "numbers smaller than 2", "x <2", "x can't be 2 or more", "x must be less than two",
            "everything to the left of 2", "alle Zahlen kleiner als zwei", "todos los números menores que dos", "所有小于二的数", "{x | x < 2}", "]−∞, 2[",
            "2 is greater than x", "x - 2 < 0", "x < 4/2",
        ),
    ),
    (
        CIRCLE,
        (
            "twenty-five pi", "25 times pi", "fünfundzwanzig Pi", "veinticinco pi", "二十五π", "5² times π", "π times the square of 5", "about seventy-nine", "about 79",
            "roughly 78 and a half", "78½",
        ),
    ),
    (
        FACTORS,
        (
            "x minus two times x minus three", "(x minus 2)(x minus 3)", "p = 2 and q = 3", "the numbers are -2 and -3", "use 2 and 3", "(x-2) · (x-3)",
        ),
    ),
    (
        PRIME,
        (
            "It has the divisor 7.", "divisible by seven", "It's composite.", "es compuesto", "Sie ist zusammengesetzt.", "它是合数", "Not prime.", "7 goes into 91",
            "91 isn't prime", "no es primo", "keine Primzahl", "不是质数", "Try 7: it works.",
        ),
    ),
    (
        NONE,
        (
            "It can't be solved.", "It has no solutions.", "the set of solutions is empty", "L = {}", "L = ∅", "There isn't any solution.", "Nothing solves it.",
            "zero solutions", "The equation is a contradiction, so nothing works.", "没有解", "keine Lösung", "La ecuación no tiene solución.",
            "Die Gleichung hat keine Lösung.", "方程无解", "x is impossible",
        ),
    ),
    (
        MILES,
        (
            "8 km and 46.72 m", "8046.72 metres", "eight kilometers and forty-six meters", "8 kilometers", "about eight kilometers", "just over 8 km", "8.0467",
        ),
    ),
)  # fmt: skip
