"""The addresses of the memory pages."""

from agents.memory.formatting import MemoryLinks

PAGE = "/memory"
FILE = "/memory/files"

LINKS = MemoryLinks(page=PAGE, passage=f"{FILE}/{{document}}#p{{number}}")
