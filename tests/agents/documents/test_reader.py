"""Ordinary and hostile files, read by the real worker."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from agents.documents.picture import MAX_SIDE
from agents.documents.reader import MAX_PAGES, MAX_TEXT, Document, documents, read_document
from agents.documents.sniffing import MAX_BYTES
from agents.user_messages import UserFacingError
from tests.agents.documents import files

KINDS = "This kind of file cannot be read here; attach text, Markdown, CSV, PDF, PNG or JPEG."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


async def read(folder: Path, name: str, content: bytes) -> Document:
    path = folder / "upload"
    path.write_bytes(content)
    return await read_document(path, name)


@pytest.mark.parametrize(
    ("name", "content", "media_type", "text"),
    [
        ("a.txt", b"x^2 = 4\r\nthen x = 2", "text/plain", "x^2 = 4\nthen x = 2"),
        ("a.md", "\ufeff# Größe ∫".encode(), "text/markdown", "# Größe ∫"),
        ("A.CSV", b"name;mark\nAda;1\n", "text/csv", "name;mark\nAda;1\n"),
        ("a.txt", "Grüße aus Köln, schöne Übungen für die Schüler".encode("cp1252"), "text/plain", None),
        ("a.txt", "naïve".encode("utf-16"), "text/plain", "naïve"),
        ("a.py", b"print('a < b')\n", "text/plain", "print('a < b')\n"),
        ("no name at all", b"a\x0cb", "text/plain", "a\x0cb"),
        ("a.pdf", files.pdf("Page one", "Page two"), "application/pdf", "Page one\fPage two"),
        ("mislabelled.png", files.pdf("Still a PDF"), "application/pdf", "Still a PDF"),
        ("locked-for-printing.pdf", files.pdf("Open", owner="secret"), "application/pdf", "Open"),
    ],
    ids=lambda value: str(len(value)) if isinstance(value, bytes) else value and value[:40],
)
async def test_text_is_read_with_its_media_type(
    folder: Path, name: str, content: bytes, media_type: str, text: str | None
) -> None:
    document = await read(folder, name, content)
    assert (document.media_type, document.whole, document.image) == (media_type, True, b"")
    assert document.text == (text or "Grüße aus Köln, schöne Übungen für die Schüler")


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("Müller".encode("cp1252"), "Müller", "Windows-1252"),
        ("20°C".encode("cp1252"), "20°C", "Windows-1252"),
        ("Grüße".encode("utf-16-le"), "Grüße", "UTF-16"),
        ("x = 5\r\n".encode("utf-16-be"), "x = 5\n", "UTF-16"),
        ("naïve".encode("utf-32"), "naïve", ""),
        ("naïve".encode("utf-32-le"), "naïve", "UTF-32"),
        ("数学".encode("iso2022_jp"), "数学", ""),
        ("größer und kleiner".encode() + b"\xff", "größer und kleiner\ufffd", "UTF-8"),
        ("\ufeffone\n\ufefftwo".encode(), "one\ntwo", ""),
        (b"one\rtwo\rthree", "one\ntwo\nthree", ""),
        (b"padded\0\0\0\x1a", "padded", ""),
        (b"A file begins with %PDF-1.7, then come its objects.", None, ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_text_in_any_encoding_is_read(folder: Path, content: bytes, text: str | None, encoding: str) -> None:
    document = await read(folder, "a.txt", content)
    assert document == Document("text/plain", (text or content.decode(),), assumed_encoding=encoding)


async def test_language_of_the_person_decides_where_the_text_says_too_little(folder: Path) -> None:
    (folder / "upload").write_bytes("şeker".encode("cp1254"))
    read_as = {
        language: (await read_document(folder / "upload", "a.txt", language=language)).text for language in ("en", "tr")
    }
    assert read_as == {"en": "þeker", "tr": "şeker"}


@pytest.mark.parametrize(
    "before", [b"\r\n", b"\xef\xbb\xbf\n", b"Content-Type: application/pdf\r\n\r\n", b"\x00\x10junk\n"]
)
async def test_pdf_is_read_from_its_header_on(folder: Path, before: bytes) -> None:
    document = await read(folder, "a.pdf", before + files.pdf("Late"))
    assert (document.media_type, document.text) == ("application/pdf", "Late")


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
async def test_picture_behind_empty_lines_is_read(folder: Path, form: str) -> None:
    document = await read(folder, "a.png", b"\r\n" + files.picture(form))
    assert document.media_type == f"image/{form.lower()}"


async def test_pages_of_a_pdf_are_separate(folder: Path) -> None:
    document = await read(folder, "paper.pdf", files.pdf("First (page)", "", "Third page"))
    assert document == Document("application/pdf", ("First (page)", "", "Third page"))


async def test_long_pdf_is_read_in_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    ask = documents.ask

    async def slowly(request: Mapping[str, object]) -> dict[str, str]:
        asked.append(request["first"])
        answer = await ask(request)
        return answer | {
            "pages": json.dumps(json.loads(answer["pages"])[:2])
        }  # as if the time for this part were used up

    monkeypatch.setattr(documents, "ask", slowly)
    document = await read(folder, "long.pdf", files.pdf(*map(str, range(5))))
    assert document == Document("application/pdf", ("0", "1", "2", "3", "4"))
    assert asked == [0, 2, 4]


async def test_long_file_is_cut_and_marked(folder: Path) -> None:
    document = await read(folder, "long.txt", b"a" * (MAX_TEXT + 1))
    assert (len(document.text), document.whole) == (MAX_TEXT, False)
    many = await read(folder, "long.pdf", files.pdf(*["word " * 20_000] * 20))
    assert (len(many.text), many.whole) == (MAX_TEXT, False)
    thick = await read(folder, "thick.pdf", files.pdf(*["x"] * (MAX_PAGES + 1)))
    assert (len(thick.pages), thick.whole) == (MAX_PAGES, False)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
async def test_picture_is_scaled_down_and_encoded_again(folder: Path, form: str) -> None:
    exif = Image.Exif()
    exif[0x9286] = "taken at 50.1N 8.7E"
    exif[0x0112] = 6  # turned by 90 degrees
    content = files.picture(form, (4000, 2000), exif=exif.tobytes()) + b"<script>alert(1)</script>"
    document = await read(folder, "photo.txt", content)
    assert (document.media_type, document.text) == (f"image/{form.lower()}", "")
    with Image.open(io.BytesIO(document.image)) as shown:
        assert (shown.width, shown.height) == (MAX_SIDE // 2, MAX_SIDE)
        assert not shown.getexif()
    assert b"50.1N" not in document.image
    assert b"script" not in document.image


async def test_large_png_becomes_a_jpeg_on_white(folder: Path) -> None:
    noise = Image.effect_noise((1500, 1500), 90).convert("RGBA")
    noise.putpixel((0, 0), (0, 0, 0, 0))
    file = io.BytesIO()
    noise.save(file, "PNG")
    document = await read(folder, "noise.png", file.getvalue())
    assert document.media_type == "image/jpeg"
    assert len(document.image) < len(file.getvalue()) / 2


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.txt", b"", "This file is empty; attach another one."),
        ("a.txt", b" \n\t ", "This file is empty; attach another one."),
        ("a.txt", b"a" * (MAX_BYTES + 1), "A file may hold at most 10 MB; attach a smaller one."),
        ("notes.txt", files.archive(), KINDS),
        ("notes.docx", files.archive("word/document.xml"), KINDS),
        ("picture.png", b"GIF89a\x01\x00\x01\x00", KINDS),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", KINDS),
        ("a.txt", b"\xef\xbb\xbf \n<!-- hello --><!DOCTYPE html><html></html>", KINDS),
        ("a.md", b"<?xml version='1.0'?><svg/>", KINDS),
        ("a.txt", rb"{\rtf1\ansi hello}", KINDS),
        ("a.exe", b"MZ\x90\x00\x03", KINDS),
        ("a.exe", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, KINDS),
        ("a.svg", "<svg><script>alert(1)</script></svg>".encode("utf-16-le"), KINDS),
        ("a.gif", b"\n" + b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04", KINDS),
        ("a.txt", bytes(range(1, 256)) * 10, KINDS),
        ("a.txt", b"\x07" * 5000, KINDS),
        ("a.csv", b"," * 5_000_000, "This table has more than 1000 columns; attach the part that matters."),
        ("a.csv", b'a,b\n"' + b"x" * 5_000_000, "This is not a table in CSV; save it again and attach the copy."),
        ("a.pdf", b"%PDF-1.7\nnothing of the kind", "This PDF is damaged; save it again and attach the copy."),
        ("a.pdf", files.recursive_pdf(), None),
        ("a.pdf", files.nested_pdf(), None),
        ("a.pdf", files.pdf("x", password="secret"), "This PDF is locked with a password; attach a copy without one."),
        ("a.pdf", files.pdf_of([(b"", b"q Q")]), "This PDF holds pictures of text and no text; attach the pages as "),
        ("a.png", files.bomb_png(), "This picture has 2500 megapixels; at most 40 can be read."),
        ("a.png", files.picture()[:60], "This picture is damaged; save it again and attach the copy."),
        ("a.jpg", files.picture("JPEG")[:60], "This picture is damaged; save it again and attach the copy."),
        ("a.jpg", b"\xff\xd8\xff" + bytes(1000), "This picture is damaged; save it again and attach the copy."),
    ],
    ids=lambda value: str(len(value)) if isinstance(value, bytes) else value and value[:40],
)
async def test_unreadable_file_is_refused_in_a_sentence(
    folder: Path, name: str, content: bytes, sentence: str | None
) -> None:
    with pytest.raises(UserFacingError) as refusal:
        await read(folder, name, content)
    message = str(refusal.value)
    assert message.startswith(sentence or "This PDF ")
    assert refusal.value.template.format(**refusal.value.values) == message
    assert refusal.value.code.startswith("file_")


async def test_decompression_bomb_ends_only_its_worker(folder: Path) -> None:
    with pytest.raises(UserFacingError):
        await read(folder, "bomb.pdf", files.bomb_pdf())
    assert (await read(folder, "a.txt", b"still here")).text == "still here"
    documents.close()
