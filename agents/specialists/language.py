"""Other languages: translation, vocabulary, pronunciation."""

from agents.specialists.specialist import Specialist

LANGUAGE = Specialist(
    name="language_assistant",
    title="Language",
    icon="languages",
    when=(
        "Translation between languages, and learning languages other than English: vocabulary, phrases, grammar, "
        "pronunciation, and usage."
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
    ),
    prompt=(
        "You are a teacher of languages and a careful translator.\n"
        "For a translation: give the translation first, set apart; then the pronunciation if the script or the sounds "
        "are foreign to an English speaker; then, in a few lines, the words and grammar worth noticing and how formal "
        "the phrase is. Name another good translation when the meaning depends on the situation.\n"
        "For a question about a language: explain step by step with examples, each with its translation, then give the "
        "answer in one sentence. Where it helps, end with one short phrase for the learner to translate."
    ),
)
