"""Pinyin: characters with several readings in words of textbooks, and what the sources read differently."""

import pytest

from agents.tools.language.pinyin import to_pinyin
from agents.user_messages import ToolError


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("你好", "nǐ hǎo"),
        ("银行", "yín háng"),
        ("行人", "xíng rén"),
        ("重要", "zhòng yào"),
        ("重复", "chóng fù"),
        ("重庆", "chóng qìng"),
        ("长大", "zhǎng dà"),
        ("长江", "cháng jiāng"),
        ("音乐", "yīn yuè"),
        ("快乐", "kuài lè"),
        ("睡觉", "shuì jiào"),
        ("觉得", "jué de"),
        ("首都", "shǒu dū"),
        ("教书", "jiāo shū"),
        ("教室", "jiào shì"),
        ("爱好", "ài hào"),
        ("出差", "chū chāi"),
        ("干净", "gān jìng"),
        ("干部", "gàn bù"),
        ("少年", "shào nián"),
        ("绿色", "lǜ sè"),
        ("學習", "xué xí"),
        ("他在银行工作。", "tā zài yín háng gōng zuò."),
        ("中华人民共和国", "zhōng huá rén mín gòng hé guó"),
    ],
)
def test_two_dictionaries_agree(text: str, pinyin: str) -> None:
    written, checked = to_pinyin(text)
    assert written == f"**{pinyin}**"
    assert checked.endswith("agree on every character")


@pytest.mark.parametrize("sign", ["行", "长", "乐", "都", "得", "还", "重"])
def test_a_character_alone_that_has_several_readings_is_not_sure(sign: str) -> None:
    written, checked = to_pinyin(sign)
    assert "Not sure, as the meaning decides" in written
    assert not checked


def test_readings_that_differ_are_named_in_a_sentence() -> None:
    written, checked = to_pinyin("这件衣服很便宜")
    assert "便 (pián or biàn)" in written
    assert "every other character" in checked


def test_light_tones_and_changes_of_tone_are_named() -> None:
    assert to_pinyin("妈妈")[0].startswith("**mā ma**\n\nSaid lightly")
    assert "are said yí or yì and bú" in to_pinyin("不是")[0]
    assert to_pinyin("龘") == ("**dá**\n\nNot confirmed, as only one dictionary has it: 龘 (dá).", "")


@pytest.mark.parametrize("text", ["hello", "你好 world", "", "😀", "你\x00好", "你好😀", "こんにちは"])
def test_what_is_not_chinese_is_refused(text: str) -> None:
    with pytest.raises(ToolError, match=r"Chinese"):
        to_pinyin(text)
