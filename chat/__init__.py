"""What a signed-in person touches: the gate, the page, the conversation and its history."""
