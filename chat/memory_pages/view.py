"""What the page "What I remember about you" shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from agents.documents.reader import MAX_PAGES
from agents.documents.sniffing import MAX_BYTES
from agents.memory.contradictions import find_contradictions
from agents.memory.fact import MAX_FACT_CHARACTERS, Fact
from agents.memory.file_import import ENDINGS
from agents.memory.library import MAX_FILES, MAX_PASSAGES, LibraryFile
from agents.memory.service import MAX_FACTS
from chat.i18n.language import translate
from chat.memory_pages.addresses import FILE, PAGE
from chat.memory_pages.form import Form, RefusedForm

FACTS_PER_PAGE = 50
# What may be kept, as the page states it.
LIMITS: Mapping[str, int | str] = {
    "facts": MAX_FACTS,
    "fact_characters": MAX_FACT_CHARACTERS,
    "files": MAX_FILES,
    "file_megabytes": MAX_BYTES // 1_000_000,
    "file_pages": MAX_PAGES,
    "file_endings": ",".join(ENDINGS),
    "passages": MAX_PASSAGES,
}


@dataclass(frozen=True, slots=True)
class MemoryPage:
    """What is on the page.

    Args:
        facts: The facts that match the search, the latest first.
        everything: All facts of the person.
        files: Their notes and files.
        threads: The names of the conversations in which the facts were saved, by id.
        search: The words searched for.
        number: Which part of the facts is shown, from 1.
        refused: The form that was refused, if one was.
    """

    facts: Sequence[Fact]
    everything: Sequence[Fact]
    files: Sequence[LibraryFile]
    threads: Mapping[str, str]
    search: str = ""
    number: int = 1
    refused: RefusedForm | None = None

    @property
    def shown(self) -> Sequence[Fact]:
        """The facts of this part."""
        return part(self.facts, self.number)

    @property
    def newer(self) -> str:
        """The address of the part before this one; empty at the first."""
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        """The address of the part after this one; empty at the last."""
        return self._address(self.number + 1) if self.number * FACTS_PER_PAGE < len(self.facts) else ""

    @property
    def contradictions(self) -> Sequence[Sequence[Fact]]:
        """Facts that contradict each other; none in what a search found."""
        return [] if self.search else find_contradictions(self.everything)

    @property
    def add_form(self) -> Form:
        """The form that adds a fact."""
        return Form("/memory/add", self.refused)

    def edit_form(self, fact: Fact) -> Form:
        """Return the form that changes a fact."""
        return Form("/memory/edit", self.refused, id=fact.id)

    @property
    def file_form(self) -> Form:
        """The form that adds a file."""
        return Form(FILE, None if self._is_note_refused else self.refused)

    @property
    def note_form(self) -> Form:
        """The form that adds a note."""
        return Form(FILE, self.refused if self._is_note_refused else None)

    @property
    def forget_all_form(self) -> Form:
        """The form that forgets everything."""
        return Form("/memory/forget-all", self.refused)

    @property
    def _is_note_refused(self) -> bool:
        return self.refused is not None and "note" in self.refused.typed

    def _address(self, number: int) -> str:
        return f"{PAGE}?{urlencode({'q': self.search, 'page': number} if self.search else {'page': number})}"


def title() -> str:
    """Return what the page is called."""
    return translate("What I remember about you")


def confirmation() -> str:
    """Return what a person types to forget everything."""
    return translate("forget everything")


def part(facts: Sequence[Fact], number: int) -> Sequence[Fact]:
    """Return one part of the facts, counted from 1."""
    return facts[(number - 1) * FACTS_PER_PAGE : number * FACTS_PER_PAGE]


def part_with(fact_id: str, facts: Sequence[Fact]) -> int:
    """Return the number of the part that shows a fact; the first where there is none."""
    return 1 + next((position for position, fact in enumerate(facts) if fact.id == fact_id), 0) // FACTS_PER_PAGE
