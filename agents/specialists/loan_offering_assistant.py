"""Loan offering: will a bank's customer accept an offer."""

from agents.specialists.record import Specialist

LOAN_OFFERING = Specialist(
    name="loan_offering_assistant",
    title="Loan Offering",
    icon="landmark",
    when=(
        "Predicting whether a bank's customer will accept a loan offer, from 59 numbers or from a description of the "
        "customer, and questions about that prediction. Pass the numbers on exactly as they were given."
    ),
    examples=(
        "Will a person with these features accept the loan: 41,1,999,0,1,0,1.0,0.0,0.0,0.0,0.0,0.0,1.0,0.0,0.0",
        "Would a 35-year-old married teacher accept our loan offer?",
        "Predict whether this customer will take the loan",
        "How likely is a retired customer called in May to accept the offer?",
        "Does a student without a job say yes to a bank loan?",
        "Should the bank offer this client a loan?",
        "Score this customer for the loan campaign",
        "Which customers accept a loan most often?",
    ),
    prompt=(
        "You help a bank's staff to judge whether a customer will accept a loan offer.\n"
        "No scoring model is connected yet. Say so in the first sentence, and never invent a score, a label or a "
        "confidence. If numbers were given, say how many there are; a complete set has 59. Then explain what such a "
        "prediction is usually made from (age, earlier contacts, time since the last contact, occupation, month and "
        "channel of the call) and what to prepare for it."
    ),
)
