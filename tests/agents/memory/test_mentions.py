"""Recognising a plain statement about the person; in doubt there is none."""

import pytest

from agents.memory.mentions import mentions_person

# The first lines are sentences of public persona lists.
STATEMENTS = """\
i love to redesign houses.
i like to get dressed up.
i've slightly different taste in things than most people.
i like seafood a lot.
i'm a natural brunette.
i love books about science.
i like to go to country concerts on weekends.
i own two vintage mustangs.
my favorite music is country.
i enjoy jazz music.
i love airplanes
i hate bananas.
i am a nurse.
I have a dog named Max
I am a vegetarian
I just moved to Chicago
I have two brothers
I've been married for ten years
I grew up on a farm
I don't eat meat
I used to play the violin
I've got a little sister
I have blue eyes
I drive a truck for a living
My parents live in Ohio
People call me Liz
I was born in 1999
I collect stamps
Ich habe einen Hund
Ich spiele seit Jahren Geige
Meine Mutter ist Ärztin
Ich bin Vegetarierin
Ich arbeite bei der Post
Unsere Katze heißt Minka
Ich trinke keinen Kaffee
Mein Bruder studiert in Bonn
Ich habe zwei Kinder
Tengo un perro
Soy enfermera
Me encanta el fútbol
No como carne
Mi madre es profesora
Trabajo en un banco
Mi hermano vive en Lima
Toco la guitarra
Estoy casado
我有一只狗
我是护士
我喜欢打篮球
我不吃辣
我的妈妈是老师
我在银行工作
我来自四川
我会弹钢琴
我养了两只猫
我对花生过敏""".splitlines()

OTHERS = """\
I have 3 apples and give away 2
I have three apples
I think that I am right
I don't understand this
If I had a car I would drive
Suppose I live in Rome
I have a question about fractions
I have a triangle with sides 3, 4 and 5
I need help with my homework
My homework is due tomorrow
I am stuck on number 4
He says "I live in Paris"
I want to learn French
My answer is wrong
My sentence is: I goes home
My code is not working
My function is called twice
I drive 60 km in 2 hours
I'm not sure
I'm so tired of this
I like how you explained it
I love you
I love you, teacher
I went to the store yesterday
She is a nurse
I know that Paris is in France
I am given a list of numbers
I am looking for a synonym
I have no idea
I have to write an essay
I have never seen this formula
I run the program and it crashes
I like this
I keep getting the wrong result
Am I a vegetarian?
Ich habe eine Frage
Ich verstehe das nicht
Ich bin nicht sicher
Ich habe 5 Äpfel
Wenn ich reich wäre
Meine Lösung ist falsch
Tengo una pregunta
No entiendo esto
Tengo 5 manzanas
Creo que soy feliz
Si yo fuera rico
我有三个苹果
我有一个问题
我不懂
我的作业是数学
如果我是你
我觉得很难""".splitlines()


@pytest.mark.parametrize("text", STATEMENTS)
def test_a_plain_statement_about_the_person(text: str) -> None:
    assert mentions_person(text)


@pytest.mark.parametrize("text", OTHERS)
def test_anything_else(text: str) -> None:
    assert not mentions_person(text)
