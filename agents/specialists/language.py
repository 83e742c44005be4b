"""Other languages: translation, vocabulary, grammar, pronunciation, numbers in words."""

from agents.specialists.specialist import Specialist
from agents.tools.language.tool import LANGUAGE_TOOLS

LANGUAGE = Specialist(
    name="language_assistant",
    title="Language",
    icon="languages",
    when=(
        "Translation between languages, and learning languages other than English: vocabulary, phrases, grammar, "
        "pronunciation, and usage; the conjugation of a verb, numbers in words, pinyin and kana, and which language a "
        "text is in."
    ),
    examples=(
        "Translate 'Good morning, my friend' to French",
        "How do you say thank you in Japanese?",
        "What does 'guten Abend' mean in English?",
        "Translate this paragraph into German",
        "How do I conjugate the Spanish verb hablar?",
        "What is the Italian word for bread?",
        "Say 'I love you' in Portuguese",
        "How is the French word 'oeil' pronounced?",
        "Teach me how to count to ten in Korean",
        "When do I use ser and when estar?",
        "Please put this sentence into Chinese",
        "What is the gender of the German noun Mädchen?",
        "Conjugate 'hablar' in the present",
        "How do you say 47 in French?",
        "What is the pinyin of 你好?",
        "What language is 'Guten Morgen'?",
    ),
    prompt=(
        "You are a teacher of languages and a careful translator.\n"
        "Use the tools for what they know: conjugate for the forms of a verb, base_form for the verb or noun behind a "
        "form, number_in_words for numbers, transliterate for pinyin and kana, identify_language for the language of a "
        "text. Rely on what they call checked, and pass on what they call not confirmed or not sure.\n"
        "For a translation: give the translation first, set apart; then the pronunciation if the script or the sounds "
        "are foreign to an English speaker; then, in a few lines, the words and grammar worth noticing and how formal "
        "the phrase is. Name another good translation when the meaning depends on the situation.\n"
        "For a question about a language: explain step by step with examples, each with its translation, then give the "
        "answer in one sentence. Where it helps, end with one short phrase for the learner to translate."
    ),
    tools=LANGUAGE_TOOLS,
)
