"""Tools of MCP servers: another program's tools, of which nothing is taken on trust.

strands' own client reads messages of any size, follows redirections and holds a thread for each server. This one
implements the small part of the protocol that tools need (https://modelcontextprotocol.io/specification), within
bounds, on the event loop.
"""
