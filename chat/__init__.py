"""What a signed-in person touches: the web application, the page, the conversation and its history."""
