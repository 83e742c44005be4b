"""Pictures are kept with their step and come back as images that hold themselves."""

import base64

from agents.events import Image
from chat.history.images import elements_of_steps, image_elements, image_metadata

IMAGE = Image(("m", "p"), "Plot", "<svg xmlns='http://www.w3.org/2000/svg'/>")


def test_a_picture_is_an_image_that_needs_no_address() -> None:
    (element,) = image_elements(image_metadata([IMAGE]))
    assert (element["display"], element["mime"]) == ("inline", "image/svg+xml")
    head, data = element["url"].split(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == IMAGE.svg


def test_what_was_kept_comes_back_at_its_step() -> None:
    (found,) = elements_of_steps(
        "thread", [{"id": "a", "metadata": image_metadata([IMAGE])}, {"id": "b"}, {"id": "c", "metadata": None}]
    )
    assert (found["forId"], found["threadId"], found["type"]) == ("a", "thread", "image")
    (element,) = image_elements(image_metadata([IMAGE]))
    assert found.items() >= element.items()


def test_without_pictures_nothing_is_kept() -> None:
    assert image_metadata([]) == {}
    assert image_elements({}) == image_elements(None) == []
