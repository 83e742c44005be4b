"""Checks a picture, turns it upright, makes it small enough for every model, and encodes it again."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from agents.user_messages import UserFacingError

MAX_PIXELS = 40_000_000
MAX_SIDE = 1568  # pixels; the models' servers scale larger pictures down
_MAX_PNG_BYTES = 1_500_000  # a larger PNG is a photograph, and shorter as a JPEG
_JPEG_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as encoded here, without anything else that the file held."""

    format: str
    content: bytes


def read_picture(content: bytes, kind: str) -> Picture:
    """Return a picture as models and people see it.

    Raises:
        UserFacingError: The picture is too large or damaged.
    """
    Image.MAX_IMAGE_PIXELS = None  # the limit below is lower, and its refusal a sentence
    try:
        with Image.open(io.BytesIO(content), formats=(kind.upper(),)) as opened:  # reads only the header
            if opened.width * opened.height > MAX_PIXELS:
                raise UserFacingError(
                    "This picture has {megapixels} megapixels; at most {most} can be read.",
                    code="file_pixels",
                    megapixels=opened.width * opened.height // 1_000_000,
                    most=MAX_PIXELS // 1_000_000,
                )
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
            opened.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=2.0)
            picture = ImageOps.exif_transpose(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise UserFacingError(
            "This picture is damaged; save it again and attach the copy.", code="file_damaged_picture"
        ) from None
    if kind == "png":
        flat = picture if picture.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else picture.convert("RGBA")
        encoded = _encode(flat, "PNG", optimize=False)
        if len(encoded) <= _MAX_PNG_BYTES:
            return Picture("png", encoded)
    return Picture("jpeg", _encode(_on_white(picture), "JPEG", quality=_JPEG_QUALITY))


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    canvas = Image.new("RGBA", picture.size, "white")
    canvas.alpha_composite(picture.convert("RGBA"))
    return canvas.convert("RGB")


def _encode(picture: Image.Image, form: str, **options: int) -> bytes:
    fresh = picture.copy()
    fresh.info.clear()  # drops the file's comments, places and profiles
    file = io.BytesIO()
    fresh.save(file, form, **options)
    return file.getvalue()
