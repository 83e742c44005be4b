"""A message is rendered block by block: what is finished stays, and the page looks as if it were rendered whole."""

import re

from playwright.sync_api import Page, expect

from tests.agents.fakes.bedrock import says
from tests.agents.fakes.scripted import Pause
from tests.e2e.chat import Chat, answers, grows
from tests.e2e.person import ask, finish, send

RENDER_WHOLE = "window.renderInBlocks = (React, jsx, Markdown) => Markdown;"
MARK = "element => { element.marked = true; }"
IS_MARKED = "element => element.marked === true"
PRINT = "() => window.dispatchEvent(new Event('beforeprint'))"

# One construct of Markdown a paragraph, chosen for what a blank line means in it.
CONSTRUCTS = r"""
# A heading
A paragraph right below it, with $x_1$ and **bold**
and a second line.

- a list
- of two

- and a third after a blank line

  with a paragraph, $y^2$

      and indented code
1. numbered
3. and numbered on

4. after a blank line
Not a list item, but a lazy continuation.

```python
def f(x):

    return x  # not a blank line's end
```
Directly below the code.

~~~
``` inside tildes

~~~

- code in an item:

  ```js
  let a = 1

  let b = 2
  ```

- next item

$$
\int_0^1 x\,dx

= \frac{1}{2}
$$
Below the formula $z$.

> a quote
> in two lines
>
> and two paragraphs

> another quote

| a | b |
|---|---|
| $1$ | `2` |

A [reference][one] and another [two].

[one]: https://example.com/one "One"
[two]: https://example.com/two

Setext heading
--------------

***

<div>

not **markup**

</div>

<!-- a comment

with a blank line -->

    indented code

    goes on

:::note
A note

of two paragraphs
:::

A broken formula $\frac{1$ stays text that can be read.

Last line with trailing space\
and a hard break.
"""
WITH_FOOTNOTES = "One[^1] and two[^2].\n\nMore.\n\n[^1]: First.\n[^2]: Second.\n"
UNCLOSED = "Before.\n\n```python\nx = 1\n\n\ny = 2\n\n# end"


def test_blocks_look_as_the_whole_does(chat: Chat) -> None:
    page = chat.next_chat()
    for number, text in enumerate((CONSTRUCTS, WITH_FOOTNOTES, UNCLOSED)):
        chat.model.on(f"Text {number}", says(text))
        ask(page, f"Text {number}")
    seen = rendered(page)
    page.route("**/markdown_blocks.js*", lambda route: route.fulfill(body=RENDER_WHOLE, content_type="text/javascript"))
    page.reload()
    expect(answers(page)).to_have_count(3)
    whole = rendered(page)
    page.unroute("**/markdown_blocks.js*")
    assert seen == whole
    assert "katex" in whole[0]


def test_what_is_finished_is_not_rendered_again(chat: Chat) -> None:
    page = chat.new_chat()
    first, second = Pause(), Pause()
    chat.model.on(
        "Prove it",
        grows("Let $a=1$.\n\n", "Then $b=2$ ", first, "and $c=3$.\n\n", "```python\nx = 1\n", second, "```\n\nDone."),
    )
    send(page, "Prove it")
    page.wait_for_url("**/thread/*")  # Chainlit makes the page anew for the address
    formulas = answers(page).locator(".katex")
    expect(formulas).to_have_count(2)
    paragraph = answers(page).get_by_text("Let")
    paragraph.evaluate(MARK)
    formulas.nth(1).evaluate(MARK)
    first.release.set()
    expect(formulas).to_have_count(3)
    assert paragraph.evaluate(IS_MARKED)
    assert formulas.nth(1).evaluate(IS_MARKED)  # although the paragraph around it has grown
    second.release.set()
    finish(page)
    assert paragraph.evaluate(IS_MARKED)
    expect(answers(page).locator("code .hljs-number")).to_have_text("1")
    expect(answers(page)).to_contain_text("Done.")


def test_long_conversation_is_rendered_near_the_window_and_whole_for_the_printer(chat: Chat) -> None:
    page = chat.next_chat()
    lines = [f"Formula {number}: $x_{{{number}}}$." for number in range(1, 401)]
    chat.model.on("Four hundred", says("\n\n".join(lines)))
    ask(page, "Four hundred")
    page.reload()
    waiting = answers(page).locator(".block-waiting")
    middle = waiting.filter(has_text="Formula 200: $x_{200}$.")  # can be read and searched for
    expect(middle).to_have_count(1)
    assert waiting.count() > 200
    expect(waiting.filter(has_text="Formula 400:")).to_have_count(0)
    middle.evaluate("element => element.scrollIntoView()")
    expect(middle).to_have_count(0)
    page.evaluate(PRINT)
    expect(answers(page).locator(".katex")).to_have_count(400)
    expect(waiting).to_have_count(0)


def test_the_end_of_a_long_block_is_rendered_on_a_phone(chat: Chat) -> None:
    page = chat.next_chat()
    numbers = " ".join(str(number) for number in range(2400))  # more than is rendered at once
    chat.model.on("Count far", says(f"Here you are.\n\n```text\n{numbers}\n```"))
    ask(page, "Count far")
    page.set_viewport_size({"width": 360, "height": 480})
    page.reload()
    expect(answers(page).locator("pre")).to_contain_text("2399")


def rendered(page: Page) -> list[str]:
    """The HTML of each answer, once it is complete; ids are made anew each time, and a definition shows as nothing."""
    page.evaluate(PRINT)
    expect(page.locator(".block-waiting, .formula-waiting")).to_have_count(0)
    found = answers(page).locator(".message-content").all()
    return [
        re.sub(r' (?:id|aria-describedby|aria-controls)="[^"]*"|(?<=\n)\n', "", each.inner_html()) for each in found
    ]
