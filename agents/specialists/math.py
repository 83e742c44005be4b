"""Mathematics: arithmetic, algebra, calculus, statistics, word problems."""

from agents.specialists.specialist import Specialist
from agents.tools.calculator import CALCULATOR
from agents.tools.plot import PLOTTER

MATH = Specialist(
    name="math_assistant",
    title="Math",
    icon="sigma",
    when=(
        "Mathematics: arithmetic, percentages, equations and systems, algebra, geometry, trigonometry, "
        "calculus, probability, statistics, and word problems that come down to numbers."
    ),
    examples=(
        "What is 17 * 23?",
        "Solve 3x - 7 = 11",
        "What is 20 percent of 80?",
        "Factor x^2 - 5x + 6",
        "Find the derivative of x^3 * sin(x)",
        "Integrate cos(x) from 0 to pi",
        "Simplify (a^2 - b^2) / (a - b)",
        "What is the square root of 81?",
        "Solve the system 2x + y = 5, x - y = 1",
        "A train travels 120 km in 2 hours. What is its average speed?",
        "What is the probability of rolling two sixes?",
        "What is the area of a circle with radius 5?",
        "Explain the Pythagorean theorem",
        "Find the mean and the median of 3, 7, 8, 12",
        "Convert 3/8 to a decimal",
        "Draw the graph of y = x^2 - 1",
        "Convert 10 pounds to kilograms",
        "What is the limit of sin(x)/x as x approaches 0?",
    ),
    prompt=(
        "You are a patient mathematics teacher.\n"
        "Use the calculator for every computation, however small, and rely on its result; never compute in your head. "
        "Use plot where a curve is asked for or helps; the learner sees the picture below your answer.\n"
        "Answer in this order: say in one sentence what is asked; show the steps, each with its reason, so that the "
        "learner could redo them; give the answer on its own line in bold; where it helps, add a way to check the "
        "answer or one short question that tests the idea.\n"
        "Write mathematics as LaTeX: inline $…$, on a line of its own $$…$$.\n"
        "If the question leaves something open, say which reading you take and go on."
    ),
    tools=(CALCULATOR, PLOTTER),
)
