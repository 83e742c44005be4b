"""Pictures: checked, turned upright, made small enough for every model, and written anew."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from agents.user_messages import UserFacingError

MAX_PIXELS = 40_000_000
MAX_SIDE = 1568  # pixels; more is made smaller by the models' own servers
_MAX_PNG = 1_500_000  # bytes; a PNG that is larger is a photograph
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that our own encoder wrote, without whatever else the file held."""

    format: str
    content: bytes


def read_picture(path: Path, kind: str) -> Picture:
    """Return a picture as it is shown to models and people.

    Raises:
        LearnerError: It is too large, or damaged.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and says so in a sentence
    try:
        with Image.open(path, formats=(kind.upper(),)) as opened:  # reads the header alone
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
        written = _written(flat, "PNG", optimize=False)
        if len(written) <= _MAX_PNG:
            return Picture("png", written)
    return Picture("jpeg", _written(_on_white(picture), "JPEG", quality=_QUALITY))


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")


def _written(picture: Image.Image, form: str, **options: int) -> bytes:
    fresh = picture.copy()
    fresh.info.clear()  # nothing of the file's own comments, places and profiles goes along
    file = io.BytesIO()
    fresh.save(file, form, **options)
    return file.getvalue()
