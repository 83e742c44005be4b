"""A server made with the protocol's own library: by its input and output, or with an argument on that port."""

import sys

from mcp.server.fastmcp import FastMCP

server = FastMCP("words", host="127.0.0.1", port=int(sys.argv[1]) if len(sys.argv) > 1 else 0, log_level="ERROR")


@server.tool()
def look_up(word: str, times: int = 1) -> str:
    """Look up a word."""
    return f"{word}: a word. " * times


if __name__ == "__main__":
    server.run("streamable-http" if len(sys.argv) > 1 else "stdio")
