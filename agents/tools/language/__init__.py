"""Verb tables, base forms, numbers in words, pinyin and kana, and the language of a text: offline, and confirmed."""
