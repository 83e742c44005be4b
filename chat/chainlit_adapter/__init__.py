"""Everything that replaces, wraps or reads private parts of Chainlit and the libraries below it."""
