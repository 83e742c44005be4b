"""General knowledge: every question that belongs to no other specialist."""

from agents.specialists.specialist import Specialist

GENERAL = Specialist(
    name="general_assistant",
    title="General",
    icon="lightbulb",
    when=(
        "Any question that no other specialist is for: general knowledge, history, geography, science, everyday "
        "advice, culture, health, study habits. Choose this one when in doubt."
    ),
    examples=(
        "What is the capital of Italy?",
        "Who painted the Mona Lisa?",
        "Why is the sky blue?",
        "When did the Second World War end?",
        "How do plants make food from sunlight?",
        "Which planet is the largest in the solar system?",
        "What should I cook for dinner tonight?",
        "How can I concentrate better when I study?",
        "What is the tallest mountain in the world?",
        "Tell me about the Roman Empire",
        "How many bones does a human body have?",
        "What is the weather like in winter in Norway?",
        "Who won the first football world cup?",
        "Give me some tips for a job interview",
        "What causes earthquakes?",
    ),
    prompt=(
        "You answer questions of general knowledge for learners, in plain words.\n"
        "Explain first, step by step where there are steps, then give the answer in one sentence. Say what you are not "
        "sure of and how the learner could check it; never invent a fact, a number or a source. If the question is one "
        "for a doctor, a lawyer or an emergency service, say so. Where it helps, end with one short question that "
        "leads further."
    ),
)
