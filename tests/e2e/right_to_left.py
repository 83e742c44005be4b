"""What is said in Arabic, Hebrew and Persian, with formulas and code between the words."""

from tests.agents.fakes.bedrock import says
from tests.agents.fakes.scripted import Step

QUESTIONS = {
    "arabic": "حل المعادلة (2x = 4) من فضلك.",
    "hebrew": "פתור את המשוואה (2x = 4) בבקשה.",
    "persian": "معادله (2x = 4) را حل کن.",
}
FACT = "أدرس الرياضيات (كل يوم)."

_ARABIC = """# حل المعادلة $2x = 4$ للطلاب

لحل المعادلة $2x = 4$ نقسم الطرفين على اثنين. استخدم `print(2 * x)` للتحقق.

- أولاً نكتب $2x = 4$ هنا
- Python: لغة برمجة

> العلم نور $2x = 4$ دائماً.

| الاسم | القيمة |
|---|---|
| المعامل | $2x = 4$ |

```python
def double(x):
    return 2 * x  # مضاعف
```

This English paragraph ends with a full stop.
"""
_HEBREW = """פתרון המשוואה $2x = 4$ הוא פשוט.

1. שלב ראשון $2x = 4$ כאן
2. שלב שני

| שם | ערך |
|---|---|
| מקדם | $2x = 4$ |
"""
_PERSIAN = """معادلهٔ $2x = 4$ را حل می‌کنیم.

- گام نخست $2x = 4$ است
"""
ANSWERS = {"arabic": _ARABIC, "hebrew": _HEBREW, "persian": _PERSIAN}


def replies() -> dict[str, list[Step]]:
    """The answer to each question, by the question."""
    return {QUESTIONS[language]: says(answer) for language, answer in ANSWERS.items()}
