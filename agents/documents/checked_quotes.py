"""The quotes and the named passages of one answer that stand in the attached and remembered files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from agents.documents.attachments import PAGE_END, Attachment
from agents.documents.passages import Span
from agents.documents.quote_spans import locate
from agents.documents.quotes import Place, QuotedFiles
from agents.documents.support import Support, compare, has_unmarked
from agents.user_messages import TranslatableText

UNCONFIRMED = "⁽?⁾"
UNCOMPARED = "⁽–⁾"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def mark(number: int) -> str:
    """Return the mark of a quote with this number."""
    return f"⁽{str(number).translate(_SUPERSCRIPT)}⁾"


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage on which an answer rests.

    Args:
        mark: The number of its mark.
        name: The name of its file.
        page: The number of its page from 1; 0 in a file without pages.
        text: What it says.
        address: Where it is shown.
    """

    mark: int
    name: str
    page: int
    text: str
    address: str


class CheckedQuotes:
    """The quotes of one answer that stand in the files.

    Args:
        files: The files.
        attachments: The files with the passages that a model has got, which it can name by their numbers.

    Attributes:
        places: Where they stand, in the order of their marks.
        sources: The passages on which the answer rests, in the order in which it names them first.
        has_refused: Whether the marks of a whole quote were removed, because it stands in no file.
        has_unconfirmed: Whether a passage was named for a sentence that it does not say.
        has_uncompared: Whether a passage was named for a sentence in another language.
    """

    def __init__(self, files: QuotedFiles, attachments: Sequence[Attachment] = ()) -> None:
        self.files = files
        self.places: list[Place] = []
        self.sources: list[CitedPassage] = []
        self.has_refused = False
        self.has_unconfirmed = False
        self.has_uncompared = False
        self._is_asked_about = any(each.text and not each.image and not each.earlier for each in attachments)
        self._passages = {one.number: (each, one) for each in attachments for one in each.excerpts or ()}

    @property
    def has_passages(self) -> bool:
        """Whether there are passages that can be named by their numbers."""
        return bool(self._passages)

    def notes(self, answer: str) -> list[TranslatableText]:
        """Return the sentences below an answer: where its quotes stand, and what of it stands nowhere.

        Args:
            answer: The whole answer of a model that writes; empty for a hint, and for one that shows passages only.
        """
        notes = []
        for number, place in enumerate(self.places, 1):
            values = {"mark": mark(number), "name": _plain_in_markdown(place.name)}
            if place.page and not place.pages:
                name = TranslatableText("{name}, page {page}", name=values["name"], page=place.page)
                notes.append(TranslatableText("{mark} in {name}", mark=values["mark"], name=name))
            elif place.page:
                page = {"page": place.page, "pages": place.pages}
                notes.append(TranslatableText("{mark} in {name}, page {page} of {pages}", **values, **page))
            else:
                notes.append(TranslatableText("{mark} in {name}", **values))
        if self.has_refused:
            notes.append(
                TranslatableText(
                    "Some words stood in quotation marks but are not in your file; the marks were removed."
                )
            )
        if self.has_unconfirmed:
            notes.append(
                TranslatableText(
                    "{mark} The words of this sentence are not those of the passage that was named for it. It may "
                    "still be right, for example in another language; compare the two.",
                    mark=UNCONFIRMED,
                )
            )
        if self.has_uncompared:
            notes.append(
                TranslatableText(
                    "{mark} This sentence could not be checked: the passage that was named for it is in another "
                    "language, so only numbers were compared. Compare the two.",
                    mark=UNCOMPARED,
                )
            )
        if (notes or self._is_asked_about) and has_unmarked(answer):
            notes.append(TranslatableText("Sentences without a mark were not compared with your files."))
        return notes

    def mark_of(self, place: Place) -> str:
        """Return the mark of a quote; those of one page share its number, and it links to the quote.

        A sentence that the person told has no place that could be shown, and no mark.
        """
        if not place.name:
            return ""
        number = self._number(place)
        if place.file is None:
            return mark(number)
        if place.file.is_passage:
            return _linked(mark(number), place.file.address)
        passage, quoted = locate(place.file.text, place.page, place.quote)
        self._note(number, place.file, place.page, passage)
        return _linked(mark(number), _address(place.file, quoted))

    def mark_of_passage(self, number: int, sentence: str) -> str:
        """Return the mark of a sentence for which a passage is named; another one where the passage does not say it."""
        file, excerpt = self._passages.get(number, (None, None))
        if file is None or excerpt is None:
            self.has_unconfirmed = True
            return UNCONFIRMED
        span = excerpt.start, excerpt.end
        shown_by = compare(file.text[slice(*span)], sentence)
        if shown_by is Support.NOT_COMPARED:
            self.has_uncompared = True
            return _linked(UNCOMPARED, _address(file, span))
        if shown_by is Support.NOT_SAID:
            self.has_unconfirmed = True
            return _linked(UNCONFIRMED, _address(file, span))
        place = Place(file.name, excerpt.page, file.text.count(PAGE_END) + 1, excerpt.start, file)
        shown = self._number(place)
        self._note(shown, file, excerpt.page, span)
        return _linked(mark(shown), _address(file, span))

    def _number(self, place: Place) -> int:
        known = [(each.name, each.page) for each in self.places]
        if (place.name, place.page) not in known:
            self.places.append(place)
            known.append((place.name, place.page))
        return known.index((place.name, place.page)) + 1

    def _note(self, number: int, file: Attachment, page: int, passage: Span) -> None:
        source = CitedPassage(number, file.name, page, file.text[slice(*passage)], _address(file, passage))
        if source not in self.sources:
            self.sources.append(source)


def _address(file: Attachment, span: Span) -> str:
    """Return where a part of a file is shown; empty if nowhere."""
    return f"{file.address}/{span[0]}/{span[1]}/{quote(file.name, safe='')}" if file.address else ""


def _linked(label: str, address: str) -> str:
    return f"[{label}]({address})" if address else label


def _plain_in_markdown(name: str) -> str:
    return re.sub(r"([\\\\`*_\[\]<>#|$~])", r"\\\1", name)
