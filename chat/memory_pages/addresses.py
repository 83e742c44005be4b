"""Where the pages of memory are."""

from agents.memory.links import Links

PAGE = "/memory"
FILE = "/memory/files"

LINKS = Links(page=PAGE, passage=f"{FILE}/{{document}}#p{{number}}")
