"""Ordinary and hostile files for tests."""

import io
import struct
import zipfile
import zlib
from functools import cache

from PIL import Image
from pypdf import PdfWriter


def pdf(*pages: str, password: str | None = None, owner: str | None = None) -> bytes:
    """A PDF with one line of text a page."""
    lines = [page.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for page in pages]
    contents = [f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET".encode() for line in lines]
    document = pdf_of([(b"", content) for content in contents])
    if password is None and owner is None:
        return document
    writer = PdfWriter(io.BytesIO(document))
    writer.encrypt(password or "", owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_of(streams: list[tuple[bytes, bytes]]) -> bytes:
    """A PDF whose pages have these content streams, each with the entries of its dictionary beside the length."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for says, stream in streams:
        objects.append(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (says, len(stream), stream))
        kids.append(len(objects) + 1)
        font = b"<< /Font << /F1 3 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s /Contents %d 0 R >>"
            % (font, len(objects))
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    return _assembled(objects)


def _assembled(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def chinese_pdf() -> bytes:
    """A PDF with a line of Chinese in a font that is not in it, as printers that know the font write it."""
    line = "电车自一八八二年开始运行".encode("utf-16-be").hex().encode()
    stream = b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % line
    order = b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    told = b"/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] >>"
    inner = b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo %s %s >>" % (order, told)
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [%s] >>"
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
            font % inner,
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents 4 0 R >>",
        ]
    )


def recursive_pdf() -> bytes:
    """A PDF whose page tree contains itself."""
    return _assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"])


def nested_pdf() -> bytes:
    """A PDF whose catalogue is deeply nested."""
    return _assembled([b"<< /Type /Catalog /Pages %s%s >>" % (b"[" * 200_000, b"]" * 200_000)])


@cache
def bomb_pdf(size: int = 300_000_000) -> bytes:
    """A PDF with a page, compressed twice, that unpacks to more than the memory of a worker."""
    packer = zlib.compressobj(1)
    block, once = b"(x) Tj " * 100_000, b""
    for _ in range(size // len(block)):
        once += packer.compress(block)
    twice = zlib.compress(once + packer.flush(), 9)
    return pdf_of([(b"/Filter [/FlateDecode /FlateDecode]", twice)])


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), color: str = "red", **more: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, form, **more)
    return file.getvalue()


def bomb_png(side: int = 50_000) -> bytes:
    """A PNG of a few hundred bytes whose header claims an enormous size."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def archive(name: str = "notes.txt") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, "0" * 1_000_000)
    return file.getvalue()
