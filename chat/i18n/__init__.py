"""What the server says, in the language of the reader."""
