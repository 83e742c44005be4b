"""The page "What I remember about you" as HTML, which needs no script; with one, times are the reader's."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from agents.documents.reader import MAX_PAGES
from agents.documents.sniffing import MAX_BYTES
from agents.memory.contradictions import find_contradictions
from agents.memory.fact import MAX_FACT_CHARACTERS as MAX_LENGTH
from agents.memory.fact import Fact
from agents.memory.file_import import ENDINGS
from agents.memory.library import MAX_FILES, MAX_PASSAGES, LibraryFile
from agents.memory.service import MAX_FACTS as MAX_COUNT
from chat.i18n.language import translate
from chat.memory_pages.addresses import FILE, PAGE
from chat.memory_pages.form import Form, Refused

SHOWN = 50  # facts on one page
_LOOK = """<style>
input { max-width: 100%; box-sizing: border-box; }
textarea { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; border-radius: .5rem; }
article { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: start; border-top: 1px solid #8884; }
article > p { flex: 1 1 100%; margin: .75rem 0 0; } article > details { flex: 1 1 60%; padding: .5rem 0; }
article > form { margin-bottom: .75rem; } [role=status] { border-left: 4px solid #2a7; padding-left: 1rem; }
:target { background: #fd08; } main { overflow-wrap: anywhere; }
</style><script src="/public/times.js" defer></script>"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on the page.

    Args:
        facts: What was told and is shown, the latest first.
        everything: What was told.
        documents: What was brought.
        threads: The names of the conversations in which it was told.
        search: What was searched for.
        number: Which part of the facts, from 1.
        refused: The form that was refused, if one was.
    """

    facts: Sequence[Fact]
    everything: Sequence[Fact]
    documents: Sequence[LibraryFile]
    threads: Mapping[str, str]
    search: str = ""
    number: int = 1
    refused: Refused | None = None


def title() -> str:
    """What the page is called."""
    return translate("What I remember about you")


def confirmation() -> str:
    """What is typed to forget everything."""
    return translate("forget everything")


def overview(seen: Seen) -> str:
    """The whole page."""
    return _LOOK + _intro(seen) + _facts(seen) + _add(seen) + _files(seen) + _export() + _forget_all(seen)


def part_with(fact_id: str, facts: Sequence[Fact]) -> int:
    """Return which part of the facts shows this one; the first where there is none."""
    return 1 + next((place for place, fact in enumerate(facts) if fact.id == fact_id), 0) // SHOWN


def status(sentence: str) -> str:
    """A sentence that says that something was done."""
    return f'<p role="status">{_text(sentence)}</p>'


def document(kept: LibraryFile) -> str:
    """A file as its passages, each with an address of its own."""
    passages = []
    for fact in kept.passages:
        assert fact.source is not None  # noqa: S101 - a passage
        page = (
            f"<small>{_text(translate('Page {page}', page=fact.source.page))}</small><br>" if fact.source.page else ""
        )
        passages.append(f'<p id="p{fact.source.number}">{page}{html.escape(fact.text)}</p>')
    back = f'<p><a href="{PAGE}">{_text(title())}</a></p>'
    forget = _button("/memory/files/forget", translate("Forget this file"), document=kept.id)
    return f"{_LOOK}{back}{''.join(passages)}{forget}"


def _intro(seen: Seen) -> str:
    kept = translate(
        "Only you can see this. I look here when a question needs it, and say so. Forgetting takes a sentence out of "
        "here, out of the search and out of your conversations: the turn in which you told it, and every sentence that "
        "repeats it."
    )
    clashes = [group for group in find_contradictions(seen.everything) if not seen.search]
    items = "".join(f"<li>{' · '.join(map(_mention, group))}</li>" for group in clashes)
    shown = (
        f'<section role="note"><h2>{_text(translate("These contradict each other"))}</h2>'
        f"<p>{_text(translate('Change or forget what no longer holds.'))}</p><ul>{items}</ul></section>"
        if clashes
        else ""
    )
    return f"<p>{_text(kept)}</p>{shown}"


def _mention(fact: Fact) -> str:
    return f'<a href="#{fact.id}">“{html.escape(fact.text)}”</a> ({_when(fact)})'


def _facts(seen: Seen) -> str:
    search = (
        f'<form action="{PAGE}"><p><label>{_text(translate("Search"))}<br>'
        f'<input type="search" name="q" value="{html.escape(seen.search)}" maxlength="200"></label> '
        f"<button>{_text(translate('Search'))}</button></p></form>"
    )
    if not seen.facts:
        nothing = (
            translate("Nothing was found.")
            if seen.search
            else translate("Nothing yet. Say “Remember that …” in a conversation, or write it below.")
        )
        return f"<section><h2>{_text(translate('What you told me'))}</h2>{search}<p>{_text(nothing)}</p></section>"
    begin = (seen.number - 1) * SHOWN
    rows = "".join(_fact(fact, seen) for fact in seen.facts[begin : begin + SHOWN])
    count = translate("{count} in all", count=len(seen.facts))
    return (
        f"<section><h2>{_text(translate('What you told me'))}</h2>{search}<p>{_text(count)}</p>{rows}"
        f"{_turning(seen, begin)}</section>"
    )


def _fact(fact: Fact, seen: Seen) -> str:
    where = _when(fact)
    if fact.thread_id in seen.threads:
        name = html.escape(seen.threads[fact.thread_id])
        where += f' · <a href="/thread/{html.escape(fact.thread_id)}">{name}</a>'
    form = Form("/memory/edit", seen.refused, id=fact.id)
    field = (
        f'<input type="hidden" name="id" value="{fact.id}">{form.alert}<p><label>{_text(translate("Change it to"))}<br>'
        f'<textarea name="text" required maxlength="{MAX_LENGTH}" rows="2"{form.focus}>{form.typed("text", fact.text)}'
        "</textarea></label></p>"
    )
    edit = (
        f"<details{form.open}><summary>{_text(translate('Change'))}</summary>"
        f'<form method="post" action="{form.action}">{field}<button>{_text(translate("Save"))}</button></form></details>'  # noqa: E501
    )
    forget = _button("/memory/forget", translate("Forget"), translate("Forget: {fact}", fact=fact.text), id=fact.id)
    return f'<article id="{fact.id}"><p>{html.escape(fact.text)}<br><small>{where}</small></p>{edit}{forget}</article>'


def _turning(seen: Seen, begin: int) -> str:
    links = []
    if begin:
        links.append(_link(translate("Newer"), seen, seen.number - 1))
    if begin + SHOWN < len(seen.facts):
        links.append(_link(translate("Older"), seen, seen.number + 1))
    return f"<p>{' · '.join(links)}</p>" if links else ""


def _link(label: str, seen: Seen, number: int) -> str:
    query = urlencode({"q": seen.search, "page": number} if seen.search else {"page": number})
    return f'<a href="{PAGE}?{html.escape(query)}">{_text(label)}</a>'


def _add(seen: Seen) -> str:
    form = Form("/memory/add", seen.refused)
    limit = translate(
        "At most {count} sentences of {length} characters.", count=f"{MAX_COUNT:,}", length=f"{MAX_LENGTH:,}"
    )
    return (
        f'<section><h2>{_text(translate("Tell me something"))}</h2><form method="post" action="{form.action}">'
        f"{form.alert}<p><label>{_text(translate('What should I remember?'))}<br>"
        f'<textarea name="text" required maxlength="{MAX_LENGTH}" rows="2"{form.focus}>{form.typed("text")}</textarea>'
        "</label><br>"
        f"<small>{_text(limit)}</small></p>"
        f"<button>{_text(translate('Remember'))}</button></form></section>"
    )


def _files(seen: Seen) -> str:
    is_note = seen.refused is not None and "note" in seen.refused.typed
    file, note = Form(FILE, None if is_note else seen.refused), Form(FILE, seen.refused if is_note else None)
    rows = "".join(
        f'<article><p><a href="{FILE}/{kept.id}">{html.escape(kept.name)}</a><br><small>{_extent(kept)}</small></p>'
        f"{_button('/memory/files/forget', translate('Forget'), translate('Forget: {fact}', fact=kept.name), document=kept.id)}"  # noqa: E501
        "</article>"
        for kept in seen.documents
    )
    limits = translate(
        "Text, Markdown or PDF, at most {size} MB and {pages} pages; {files} files and {passages} passages in all. "
        "A scan without text cannot be read.",
        size=MAX_BYTES // 1_000_000,
        pages=MAX_PAGES,
        files=MAX_FILES,
        passages=f"{MAX_PASSAGES:,}",
    )
    return (
        f"<section><h2>{_text(translate('Your notes and files'))}</h2>"
        f"<p>{_text(translate('I quote from them, with a link to the passage.'))}</p>{rows}"
        f'<form method="post" action="{FILE}" enctype="multipart/form-data">'
        f"{file.alert}<p><label>{_text(translate('File'))}<br>"
        f'<input type="file" name="file" required accept="{",".join(ENDINGS)}"{file.focus}></label><br>'
        f"<small>{_text(limits)}</small></p><button>{_text(translate('Add the file'))}</button></form>"
        f"<details{note.open}><summary>{_text(translate('Write a note instead'))}</summary>"
        f'<form method="post" action="{FILE}" enctype="multipart/form-data">{note.alert}'
        f'<p><label>{_text(translate("Name"))}<br><input name="name" required maxlength="100" value="{note.typed("name")}">'  # noqa: E501
        f'</label></p><p><label>{_text(translate("Note"))}<br><textarea name="note" required rows="8"'
        f"{note.focus}>{note.typed('note')}</textarea></label></p>"
        f"<button>{_text(translate('Add the note'))}</button></form></details></section>"
    )


def _extent(kept: LibraryFile) -> str:
    count = translate("Passages: {count}", count=len(kept.passages))
    pages = translate("Pages: {count}", count=kept.pages) + " · " if kept.pages else ""
    return f"{_time(kept.saved_at)} · {_text(pages + count)}"


def _export() -> str:
    return (
        f"<section><h2>{_text(translate('Take it with you'))}</h2><p>"
        f'<a class="button" href="/memory/export.json" download>JSON</a> '
        f'<a class="button" href="/memory/export.md" download>Markdown</a></p></section>'
    )


def _forget_all(seen: Seen) -> str:
    form = Form("/memory/forget-all", seen.refused)
    typing = _text(translate("Type “{words}” to confirm:", words=confirmation()))
    return (
        f"<section><h2>{_text(translate('Forget everything'))}</h2>"
        f"<p>{_text(translate('All sentences and files are forgotten at once and cannot be brought back.'))}</p>"
        f'<form method="post" action="{form.action}" autocomplete="off">{form.alert}'
        f'<p><label>{typing}<br><input name="confirmation" required maxlength="60" autocapitalize="none" '
        f'spellcheck="false" value="{form.typed("confirmation")}"{form.focus}></label></p><p>'
        f'<button class="danger">{_text(translate("Forget everything"))}</button></p>'
        "</form></section>"
    )


def _button(action: str, label: str, spoken: str = "", **values: str) -> str:
    hidden = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in values.items())
    aria = f' aria-label="{html.escape(spoken)}"' if spoken else ""
    return f'<form method="post" action="{action}">{hidden}<button{aria}>{_text(label)}</button></form>'


def _when(fact: Fact) -> str:
    told = _time(fact.saved_at)
    return f"{told} · {_text(translate('changed'))} {_time(fact.changed_at)}" if fact.changed_at else told


def _time(moment: str) -> str:
    return f'<time datetime="{html.escape(moment)}">{html.escape(moment[:16].replace("T", " "))} UTC</time>'


def _text(text: str) -> str:
    return html.escape(text)
