"""A deck for Anki of what comes back to a learner.

Deck, notes and their fields have the same ids in every download, and the date of the last change: Anki updates what it
has already, and keeps the progress that was made there.
"""

import io
import itertools
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime

from chat.teaching.learner_state import ReviewItem
from chat.teaching.topics import topic_title
from chat.teaching_pages.card_text import anki_html

NAME = "Teacher’s Assistant"
_DECK_ID, _MODEL_ID = 1_830_274_611, 1_607_392_319  # chosen once at random, as Anki asks
_FIELDS = ("Question", "Answer", "Topic")
_LOOK = """
.card { max-width: 44rem; margin: 0 auto; padding: 1rem; font: 1.125rem/1.6 sans-serif; }
pre { overflow-x: auto; } small { opacity: .75; }
"""


def build_deck(items: Sequence[ReviewItem], changed_at: datetime) -> bytes:
    """Return the deck as an .apkg file.

    Args:
        items: What comes back, in the order in which it first came.
        changed_at: When the log last changed; Anki replaces its notes by newer ones.
    """
    import genanki  # 200 ms that the start of the server is spared

    model = genanki.Model(
        _MODEL_ID,
        NAME,
        fields=[{"name": name} for name in _FIELDS],
        templates=[
            {
                "name": "Review",
                "qfmt": "<small>{{Topic}}</small>{{Question}}",
                "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}",
            }
        ],
        css=_LOOK,
    )
    deck = genanki.Deck(_DECK_ID, NAME)
    for item in items:
        fields = [anki_html(item.question), anki_html(item.answer), topic_title(item.topic)]
        tag = "_".join(item.topic.split())
        deck.add_note(genanki.Note(model, fields, guid=genanki.guid_for(item.id), tags=[tag] if tag else []))
    moment = changed_at.timestamp()
    file = io.BytesIO()
    # `write_to_file` would leave a copy of the notes among the temporary files.
    with closing(sqlite3.connect(":memory:")) as db, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        genanki.Package(deck).write_to_db(db.cursor(), moment, itertools.count(int(moment * 1000)))
        db.commit()
        archive.writestr("collection.anki2", db.serialize())
        archive.writestr("media", "{}")
    return file.getvalue()
