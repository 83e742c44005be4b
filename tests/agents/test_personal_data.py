"""What code can recognize is masked; no exercise is changed."""

import json
import random
import string
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.personal_data import RULES, mask, parse_rules
from tests.eval.suites import FOLDER

# A text, and the same with everything in braces masked.
PERSONAL = """
Write to {email:anna.kovacs@gmail.com} please.
My e-mail is {email:tom@school.edu}, what is 2+2?
Mail {email:a.b+c@mail.co.uk}, {email:x_y@web.de} and {email:me@posteo.net}!
我的邮箱是{email:wang@qq.com}谢谢
メールは{email:taro@docomo.ne.jp}です
Meine Adresse: <{email:Max.Mustermann@GMX.DE}>
"{email:o-brien@tcd.ie}" is my teacher.
contact: {email:first.last@uni-koeln.de};{email:b2@cam.ac.uk}
بريدي {email:sami@mail.ae} شكرا
Send it to {email:kid99@yahoo.com}.
{email:info@xn--mnchen-3ya.de}
Reply-To: {email:teacher@my-school.academy}
My IBAN is {iban:DE89 3704 0044 0532 0130 00}.
Pay to {iban:GB82WEST12345698765432} today
{iban:FR14 2004 1010 0505 0001 3M02 606}
account: {iban:ch9300762011623852957}
NL: {iban:NL91 ABNA 0417 1643 00}, BE: {iban:BE68 5390 0754 7034}
{iban:ES91-2100-0418-4502-0005-1332}
{iban:IT60 X054 2811 1010 0000 0123 456}
{iban:NO93 8601 1117 947} AND MORE
{iban:SA03 8000 0000 6080 1016 7519}
{iban:PT50 0002 0123 1234 5678 9015 4}
{iban:SE45 5000 0000 0583 9825 7466}; thanks
My card is {card:4111 1111 1111 1111}.
credit card number: {card:5555555555554444}
Visa {card:4012-8888-8888-1881}, is that safe?
amex {card:3782 822463 10005}
American Express: {card:371449635398431}
Mastercard {card:2223 0031 2200 3222}
{card:4111 1111 1111 1111} 12/27 123
{card:5105105105105100}, exp: 03/2028
Meine Kreditkarte hat die Kartennummer {card:4242 4242 4242 4242}
Ma carte bancaire est {card:4000 0566 5566 5556}
Mi tarjeta es {card:6011 1111 1111 1117}
O meu cartão: {card:3056 9309 0259 04}
La mia carta di credito: {card:3530 1113 3330 0000}
我的信用卡是{card:6200 0000 0000 0005}
カード番号は{card:4111111111111111}
카드 번호는 {card:4111111111111111}
मेरा कार्ड {card:4111 1111 1111 1111}
بطاقة {card:4111 1111 1111 1111}
debit card no. is written like this: {card:4917 6100 0000 0000}
My phone number is {phone:020 7946 0958}.
call me at {phone:(415) 555-2671}
Call me on {phone:07911 123456} tonight
Tel. {phone:+49 30 12345678}
tel:{phone:+441632960961}
Phone: {phone:0151 23456789} - Anna
text him on {phone:07700900123}
My mobile is {phone:07700 900 123}
phone no. {phone:555-0142-77}
telephone {phone:+1-415-555-2671}
My phone number is {phone:5551234} and hers is {phone:+33 1 42 68 53 00}
WhatsApp {phone:+91 98765 43210}
My number: {phone:+91 9876543210}
Reach us: {phone:+1 (415) 555-2671}
{phone:+44 20 7946 0958}
Grandma lives in Rome, {phone:+39 06 1234 5678}.
Office ({phone:+41 44 668 18 00})
Meine Handynummer ist {phone:0171 2345678}
Telefonnummer: {phone:089/1234567}
Mon téléphone est le {phone:06 12 34 56 78}
Mi teléfono es {phone:+34 612 34 56 78}
Mi móvil es {phone:+52 55 1234 5678}
Il mio cellulare è {phone:+39 347 123 4567}
Meu telefone é {phone:+55 11 91234-5678}
我的电话号码是{phone:138 0013 8000}
我的手機號碼是{phone:0912 345 678}
電話番号は{phone:03-1234-5678}です
내 전화번호는 {phone:010-1234-5678}
मेरा फ़ोन नंबर {phone:98765 43210} है
رقم هاتفي {phone:+971 50 123 4567}
رقم هاتف: {phone:0501234567}
fax {phone:+43 1 234 5678}
{phone:+86 138 0013 8000}
Call {email:sos@help.org} or phone me on {phone:0800 1111 22}
""".strip().splitlines()

EXERCISES = """
What is 4111111111111111 * 2?
Is 4111111111111111 prime?
Write 4111111111111111 in scientific notation.
4111-1111-1111-1111
What is 4111-1111-1111-1111?
Sort the numbers 4821 5032 1290 7763.
Order 4111 1111 1111 1111 from small to big.
5555555555554444 / 4
Factor 5105105105105100.
378282246310005 + 1
Add 4012 8888 8888 1881
The sum of 4111111111111111 and 5555555555554444?
A deck has 52 cards; 4111111111111112 of them?
How many cards? 4 111 111 111 111 111
Convert 6011111111111117 to binary.
0100 1111 0000 1010 as hexadecimal
The distance is 4111111111111111 m.
0.4111111111111111 as a fraction
3.4111111111111111
What is +441632960961 + 5?
x +441632960961
12 +44 20 7946
Compute -5 +44 20 79
3 +49 30 12345678
Add +12 345 678 and +3
Add +33 123 456 789 and 5
What is +44-20-79?
Compute +1-415-555-2671
+49-30-12345678
Order: +12, +15, -18, +2000
(+44 20) / 2
f(+1234567)
Temperatures: +33 +31 +29 +27
Is +1234567890 divisible by 3?
a phone costs 1200000 dollars
A telephone company has 12 500 000 customers.
Sales of the phone: 1200000 units
Sales of the phone: 1 200 000 units
He talks on the phone. 12345678 people listen.
The phone is 7.5 cm wide, 15.2 cm long
A mobile is 1250000 times faster
My phone has 128 000 000 000 bytes.
A call costs 0.25 dollars, how much are 1234567 calls?
Call f(1234567)
call me if 12345678 > 3
123-456-7890
123 456 7890
(123) 456 7890
020 7946 0958
07911123456
1234567 - 7654321
12 34 56 78 90 12
1 415 555 2671
1-415-555-2671 = ?
2 000 000 000 + 3 000 000
1.234.567,89
3.14159265358979
10^12 + 12345678
0171 2345678
1/2 + 1/3 + 1/4 + 1/5 + 1/6 + 1/7
Solve 12345678 x = 87654321
sqrt(1234567890123456)
2026-11-29 14:30:00
29/11/2026 to 03/12/2026
192.168.100.200
What is the subnet of 10.10.10.10/24?
ISBN 978-3-16-148410-0
ISBN 9783161484100
EAN 4006381333931
Serial 4111 1111 1111 1112
A = [[1, 2], [3, 4]]; A@A
X@W.T
A@B.mean()
weights@inputs.mT
weights@inputs.shape
X@W.to(device)
grad@model.at[0]
x@y.z
user@localhost
a@b
@property
@app.route("/x")
@pytest.mark.parametrize("a", [1])
git@github.com:user/repo.git
Write an e-mail to peter@example.com about the trip.
Correct this: “contact me at jane.doe@example.org”
What does bob@mail.example.net mean?
3 apples @ 2.50 each
5 @ 1.20
meet @ the cafe.com?
@anna what is 3*4?
@user@mastodon.social
r"[a-z]+@[a-z]+\\.[a-z]{2,}"
The regex \\w+@\\w+ matches what?
DE89 is my plate
DE89 3704 0044 0532 0130 01
GB82WEST12345698765431
XX89 3704 0044 0532 0130 00
AB12CD34EF56AB12CD34
DE00
NO 93 86 01
FR14 + FR15
IT60
SHA: DE89AB3704CD0044EF0532010130FFAA
0xDE893704004405320130
CH4 + 2 O2 -> CO2 + 2 H2O
NaCl, MgSO4 and C6H12O6
What is 15% of 200?
If 3x + 5 = 20, what is x?
Tom has 12 cards and gives 5 away
Pick a card: 1234567890123 ways
Karte im Maßstab 1:50000000
carte au 1:25000
La carta pesa 80 g/m2
¿Cuánto es 12 por 8?
Was ist 12 mal 8?
12 乘以 8 等于多少
Combien font 123 456 789 × 2 ?
Quanto fa 1234567 + 7654321?
123456789 को 2 से गुणा करो
٣ + ٤ = ؟
1234567 を 7 で割ると
1234567 나누기 7은?
sin(0.123456789)
6.02214076e23
6.626 070 15 × 10^-34
299 792 458 m/s
384 400 000 m to the moon
1 000 000 000 000
0 1 1 2 3 5 8 13 21 34
2, 3, 5, 7, 11, 13, 17, 19
1 3 6 10 15 21 28 36 45
{1, 2, 3, 4, 5, 6, 7, 8}
mean of 12 15 18 21 24 27
median 100 200 300 400 500
12:45:30 + 01:20:15
45° 12' 30"
51.5074, -0.1278
+51.50740, -0.12780
-33.8688 +151.2093
Population: 8 045 311 447
7.9 billion / 195 countries
£1,234,567.89
$ 1 234 567
€4111111111111111
MMXXVI in digits
1011 0110 1100 0011 + 1
0777 octal
0755 0644 0700
29,2,999,0,1,0,0.0,1.0,0.0,0.0
n! for n = 12345678
12345678!
C(52, 5) = 2598960
2598960 / 4
""".strip().splitlines()


def parts(line: str) -> tuple[str, str, Counter[str]]:
    """The text of a line, what becomes of it, and how often each rule finds something."""
    plain, masked, rules = "", "", Counter[str]()
    for piece in line.replace("}", "{").split("{"):
        rule, colon, value = piece.partition(":")
        if colon and rule in RULES:
            plain, masked = plain + value, masked + NAMES[rule]
            rules[rule] += 1
        else:
            plain, masked = plain + piece, masked + piece
    return plain, masked, rules


NAMES = {
    "card": "[card number]",
    "email": "[e-mail address]",
    "iban": "[bank account number]",
    "phone": "[phone number]",
}


def test_the_tables_are_long() -> None:
    assert len(PERSONAL) >= 70
    assert len(EXERCISES) >= 150


@pytest.mark.parametrize("line", PERSONAL)
def test_personal_data_is_masked_and_nothing_else(line: str) -> None:
    plain, masked, rules = parts(line)
    assert rules
    assert mask(plain, RULES)[0] == masked
    assert mask(plain, RULES)[1].total() == rules.total()
    for rule in RULES:
        assert mask(plain, [rule])[1].total() == rules[rule], rule
    assert mask(masked, RULES) == (masked, Counter()), "masking twice changes nothing more"


@pytest.mark.parametrize("line", EXERCISES)
def test_an_exercise_is_not_changed(line: str) -> None:
    assert mask(line, RULES) == (line, Counter())


@pytest.mark.parametrize("name", ["truth", "tools", "study"])
def test_no_question_of_the_evaluation_is_changed(name: str) -> None:
    lines = Path(FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line).get("question", "") for line in lines]
    assert any(questions)
    assert [question for question in questions if mask(question, RULES)[1]] == []


_NUMBERS = st.one_of(
    st.integers(0, 10**19).map(str),
    st.decimals(0, 10**9, places=4).map(str),
    st.integers(0, 10**15).map(lambda number: f"{number:,}"),
    st.integers(0, 10**15).map(lambda number: f"{number:,}".replace(",", " ")),
    st.lists(st.integers(0, 9999), min_size=1, max_size=6).map(lambda numbers: " ".join(map(str, numbers))),
)


@given(
    st.sampled_from(["What is {}?", "Calculate {}", "{}", "Solve {} = x", "Compute {}.", "Berechne {}", "计算 {}"]),
    st.lists(
        st.tuples(st.sampled_from(["+", " + ", "-", " - ", "*", " × ", "/", "^"]), _NUMBERS), min_size=1, max_size=5
    ),
)
def test_no_calculation_is_changed(form: str, terms: list[tuple[str, str]]) -> None:
    question = form.format("".join(sign + number for sign, number in terms).removeprefix(terms[0][0]))
    assert mask(question, RULES) == (question, Counter())


@given(st.text(), st.sampled_from([*EXERCISES, *PERSONAL]), st.text())
def test_any_text_can_be_masked(before: str, line: str, after: str) -> None:
    masked, found = mask(before + line + after, RULES)
    assert (masked == before + line + after) is not bool(found)


def test_long_texts_take_as_many_steps_as_they_have_characters() -> None:
    """Each rule gives up after a bounded number of characters: a slow one would take hours here."""
    letters = random.Random(1).choices(string.ascii_letters + string.digits + " .+-()@\n", k=200_000)
    text = "".join(letters) + "\nmy card is 4111 1111 1111 1111\n" + "1 " * 50_000 + "\na@" + "a." * 50_000
    assert "my card is [card number]\n" in mask(text, RULES)[0]


def test_rules_that_are_not_named_find_nothing() -> None:
    text = "Card 4111 1111 1111 1111, phone 020 7946 0958, mail a@gmail.com"
    assert mask(text, ()) == (text, Counter())
    assert mask(text, ("email",))[0] == "Card 4111 1111 1111 1111, phone 020 7946 0958, mail [e-mail address]"


def test_names_of_rules_are_parsed() -> None:
    assert parse_rules("phone, email,phone") == ("email", "phone")
    for text in ("on", "", "email;phone", "EMAIL", "email,"):
        with pytest.raises(ValueError, match="some of card, email, iban, phone"):
            parse_rules(text)
