"""Storing and showing the pictures of answers."""

import base64

from agents.events import Image
from chat.history.images import elements_of_steps, image_elements, image_metadata

IMAGE = Image(("m", "p"), "Plot", "<svg xmlns='http://www.w3.org/2000/svg'/>")


def test_a_picture_is_shown_from_a_data_url() -> None:
    (element,) = image_elements(image_metadata([IMAGE]))
    assert (element["display"], element["mime"]) == ("inline", "image/svg+xml")
    head, data = element["url"].split(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == IMAGE.svg


def test_a_stored_picture_is_shown_with_its_step() -> None:
    (found,) = elements_of_steps(
        "thread", [{"id": "a", "metadata": image_metadata([IMAGE])}, {"id": "b"}, {"id": "c", "metadata": None}]
    )
    assert (found["forId"], found["threadId"], found["type"]) == ("a", "thread", "image")
    (element,) = image_elements(image_metadata([IMAGE]))
    assert found.items() >= element.items()


def test_without_pictures_there_is_no_metadata() -> None:
    assert image_metadata([]) == {}
    assert image_elements({}) == image_elements(None) == []
