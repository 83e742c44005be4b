"""What a person sees of an answer: who makes it, what they did, and how it is set."""

import json
import re
import time
from collections.abc import Iterator

from playwright.sync_api import Locator, Page, Route, expect

from tests.agents.fakes.bedrock import calls, says
from tests.agents.fakes.scripted import Pause, Step
from tests.e2e.chat import (
    CAREFUL,
    FAST,
    PICK_IS_SENT,
    SMALL,
    WINDOW,
    Chat,
    answers,
    grows,
    picker,
    questions,
    quiet_line,
    step,
)
from tests.e2e.person import ask, finish, send, wait_until


def test_what_is_picked_stays_picked(chat: Chat) -> None:
    page = chat.new_chat(SMALL, "Auto")
    picker(page, "model").click()
    expect(page.get_by_role("option", name=re.compile(f"{FAST}.*Bedrock · fast"))).to_be_visible()
    expect(page.get_by_role("option", name=re.compile("Claude Sonnet 4.5.*Bedrock · careful"))).to_be_visible()
    expect(page.get_by_role("option", name=re.compile(f"{SMALL}.*demo"))).to_be_visible()
    page.get_by_role("option", name=re.compile(f"^{CAREFUL}")).click()
    picker(page, "route").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)  # the list opens with a short animation
    expect(picker(page, "route")).to_have_text("Math")
    page.wait_for_timeout(PICK_IS_SENT)
    page.reload()
    expect(picker(page, "model")).to_have_text(CAREFUL)
    expect(picker(page, "route")).to_have_text("Math")

    chat.model.on("Are you there", says("I am."))
    ask(page, "Are you there?")
    page.reload()
    expect(answers(page)).to_have_count(1)
    expect(picker(page, "model")).to_have_text(CAREFUL)
    expect(picker(page, "route")).to_have_text("Math")

    sent: list[str | bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    ask(chat.new_chat(SMALL, "Auto"), "What is 6 * 7?")
    frame = next(str(each) for each in sent if "client_message" in str(each))
    # the first options of the model and of who answers follow the default
    assert json.loads(frame.removeprefix("42"))[1]["message"]["modes"] == {"how": "answer"}


def test_every_route_is_seen_in_a_window_of_the_usual_size(chat: Chat) -> None:
    page = chat.next_chat(SMALL)
    picker(page, "route").click()
    for option in page.get_by_role("option").all():
        expect(option).to_be_in_viewport(ratio=0.95)  # the one below the pointer is a little larger than the list
    page.keyboard.press("Escape")


def test_a_newcomer_starts_with_two_clicks(chat: Chat) -> None:
    page = chat.next_chat(SMALL)
    page.get_by_role("button", name="Loan Offering").click()
    page.get_by_role("button", name="Score 59 numbers").click()
    expect(page.get_by_text(re.compile("Answer: (Accept|Reject)")).last).to_be_visible()
    finish(page)
    expect(quiet_line(page)).to_have_text(re.compile(rf"^ ?Loan Offering · {SMALL} · \d+\.\d s · [\d,]+ tokens$"))

    page = chat.next_chat(SMALL)
    page.get_by_role("button", name="Math", exact=True).click()
    page.get_by_role("button", name="Solve an equation").click()
    expect(page.get_by_text("x = −3 or x = −2").last).to_be_visible()
    finish(page)


def test_a_named_specialist_answers_directly(chat: Chat) -> None:
    page = chat.next_chat(SMALL, "Math")
    ask(page, "Solve x^2 = 49")
    expect(answers(page)).to_contain_text("x = −7 or x = 7")
    expect(step(page, "Calculator")).to_be_visible()
    expect(step(page, "Math")).to_have_count(0)
    expect(quiet_line(page)).to_have_text(re.compile(f"^ ?Math · {SMALL}"))


def test_an_answer_that_contradicts_the_calculation_is_followed_by_it(chat: Chat) -> None:
    page, model = chat.next_chat(FAST), chat.model
    model.on("Six times seven", calls(("m1", "math_assistant", {"query": "Work out 6 * 7"})))
    model.on("Work out", calls(("t1", "calculator", {"expression": "6 * 7"})))
    model.on("**Answer:** 42", says("I get 48."))
    model.on("I get 48.", says("Six times seven is 48."))
    ask(page, "Six times seven, please")
    expect(answers(page).last).to_contain_text("By calculation it is 42, not what stands above.")
    expect(quiet_line(page)).not_to_contain_text("checked")


def test_the_trace_tells_who_works_and_folds_when_the_answer_begins(chat: Chat) -> None:
    page, model = chat.next_chat(CAREFUL), chat.model
    routing, roots, answer = Pause(), Pause(), Pause()
    both = (
        ("m1", "math_assistant", {"query": "Find the roots of x^2 = 4 for $5 and $10"}),
        ("c1", "computer_science_assistant", {"query": "Run a palindrome check"}),
    )
    model.on("Two things", [routing, *calls(*both, tokens=(500, 50))])
    model.on("Find the roots", calls(("t1", "calculator", {"expression": "x^2 = 4", "operation": "solve"})))
    model.on("Run a palindrome", calls(("t2", "run_python", {"code": "print('abba' == 'abba'[::-1])"})))
    model.on("x = −2 or x = 2", grows("The roots are \\(x", " = \\pm 2\\). ", roots, "Checked."))
    model.on("True", says("It is one.", tokens=(200, 20)))
    model.on("Checked.", grows("Both are done: ", answer, "two roots, one palindrome."))

    send(page, "Two things, please")
    expect(page.get_by_text("Choosing a specialist…")).to_be_visible()
    routing.release.set()
    expect(page.get_by_text("The roots are")).to_be_visible()
    expect(page.get_by_text("Choosing a specialist…")).to_have_count(0)
    expect(page.get_by_role("button", name="Math", exact=True)).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("for $5 and $10")).to_be_visible()
    expect(step(page, "Computer Science")).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_text("It is one.")).to_be_visible()
    roots.release.set()
    expect(page.get_by_text("Both are done:")).to_be_visible()
    for name in ("Math", "Computer Science"):
        expect(step(page, name)).to_have_attribute("aria-expanded", "false")
    answer.release.set()
    finish(page)

    expect(answers(page)).to_have_count(1)
    expect(answers(page)).to_contain_text("Both are done: two roots, one palindrome.")
    expect(quiet_line(page)).to_have_text(
        re.compile(rf"^ ?Math, Computer Science · {CAREFUL} · \d+\.\d s · 3,200 tokens · \$0\.00\d\d · not checked$")
    )
    before = seen(page)
    assert [line.split(" · ")[0] for line in before if " · " in line][:2] == ["Math", "Computer Science"]
    page.reload()
    expect(answers(page)).to_be_visible()
    assert seen(page) == before

    step(page, "Math").click()
    step(page, "Calculator").click()
    expect(page.get_by_text("expression: x^2 = 4")).to_be_visible()
    expect(page.get_by_text("operation: solve")).to_be_visible()
    step(page, "Computer Science").click()
    step(page, "Python").click()
    expect(page.locator("code.language-python")).to_have_text("print('abba' == 'abba'[::-1])")
    expect(page.locator("[data-step-type=tool] svg.lucide-sigma")).to_be_visible()


def seen(page: Page) -> list[str]:
    """Everything there is to read, in order, and which steps stand open."""
    page.wait_for_timeout(500)  # folds with a short animation
    lines = page.locator("[data-step-type]").all_inner_texts()
    states = page.locator("[data-step-type] button[aria-expanded]").evaluate_all(
        "buttons => buttons.map(button => button.textContent + button.getAttribute('aria-expanded'))"
    )
    return [*lines, *states]


RICH = r"""The roots are \(x = 2\) and $x = 3$, for $5 and $10:

\[
x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
\]

| name | square |
|------|--------|
| two  | $2^2$  |

```python
def is_prime(number):
    # by trial
    return number > 1
```
"""


def test_mathematics_tables_and_code_are_set(chat: Chat) -> None:
    page, model = chat.next_chat(FAST), chat.model
    pieces = [RICH[start : start + 5] for start in range(0, len(RICH), 5)]
    code = Pause()
    half = len(pieces) - 8
    model.on("something rich", grows(*pieces[:half], code, *pieces[half:]))
    send(page, "Show me something rich")
    expect(page.locator("code.language-python")).to_be_visible()
    code.release.set()
    finish(page)
    for is_opened_again in (False, True):
        if is_opened_again:
            page.reload()
        answer = answers(page)
        expect(answer.locator(".katex")).to_have_count(4)
        expect(answer.locator(".katex-display")).to_have_count(1)
        expect(answer.locator(".katex-error")).to_have_count(0)
        expect(answer).to_contain_text("for $5 and $10:")
        expect(answer.get_by_role("columnheader", name="square")).to_be_visible()
        block = answer.locator("code.language-python")
        expect(block).to_contain_text("return number > 1")
        expect(block.locator(".hljs-keyword")).to_have_text(["def", "return"])
        expect(block.locator(".hljs-comment")).to_have_text("# by trial")
    answers(page).locator(".lucide-copy").first.click()
    expect(page.locator(".lucide-check")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("def is_prime(number):")

    page.set_viewport_size({"width": 360, "height": 740})
    answers(page).scroll_into_view_if_needed()
    assert answers(page).evaluate("answer => answer.getBoundingClientRect().right") <= 360
    page.set_viewport_size(WINDOW)


# From reports of other products: each was shown as source, in red, or moved the whole conversation sideways.
WIDE = r"""$$messages = \frac{\text{message_sent events of everybody}}{\text{distinct users #1 & others of the day}}$$

\begin{equation}
\text{EW}(Ca\ II - K)_{\text{old}} = -r_{2n} \text{EW}(Ca\ II - K)_{\text{young}} + \text{EW}(Ca\ II - K)_{\text{old}}
\label{eq:ew}
\end{equation}

- \[\begin{align*} a &= b \\ c &= d \end{align*}\]
- So $$\begin{eqnarray} a &=& b \tag{1} \end{eqnarray}$$ and $\text{if $x_1$ holds}$

An inline $\frac{\text{distinct users of the whole of the wide world}}{\text{all of them and some more of them}}$ one.

| Name | Q1 | Q2 | Q3 | Q4 | Total | Identifier |
|---|---|---|---|---|---|---|
| Alpha | 1,200 | 1,300 | 1,400 | 1,500 | 5,400 | aaaa0000bbbb1111cccc2222dddd3333eeee4444ffff5555 |
"""
BROKEN = r"This \(\frac{1}\) is not."
COLOUR = "element => getComputedStyle(element).color"
LINES_OF = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getClientRects().length;
}"""


def test_formulas_and_tables_fit_a_phone(chat: Chat) -> None:
    page = chat.next_chat(FAST)
    for question, answer in (("wide ones", WIDE), ("a broken one", BROKEN)):
        chat.model.on(question, says(answer))
        ask(page, f"Show me {question}")
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    wide, broken = answers(page).all()
    expect(wide.locator(".katex")).to_have_count(6)
    expect(wide.locator(".katex-error")).to_have_count(0)
    assert conversation(page).evaluate("box => box.scrollWidth - box.clientWidth") == 0
    for word in ("Alpha", "1,500"):
        assert wide.get_by_role("cell", name=word).evaluate(LINES_OF) == 1
    formula = broken.locator(".katex-error")
    expect(formula).to_have_text(r"\frac{1}")
    assert formula.get_attribute("title") is None
    expect(formula).to_have_css("color", str(broken.locator("p, [role=article]").first.evaluate(COLOUR)))
    page.set_viewport_size(WINDOW)


PICTURES = """![a cat](https://example.com/cat.png) ![](//example.com/x.png) [![badge](https://example.com/b.svg)](https://example.org)
![own](/public/avatar.svg)"""


def test_a_picture_from_outside_is_a_link_to_it(chat: Chat) -> None:
    page = chat.next_chat(FAST)
    chat.model.on("Draw cats", calls(("t1", "math_assistant", {"query": f"Which cats? {PICTURES}"})))
    chat.model.on("Which cats?", says(PICTURES))
    chat.model.on("badge", says(PICTURES))
    ask(page, "Draw cats")
    step(page, "Math").click()
    shown = page.locator(".message-content:has(a)")
    expect(shown).to_have_count(3)  # what the step was given, what it said, and the answer
    for each in shown.all():
        expect(each.locator("a")).to_have_text(["a cat", "//example.com/x.png", "badge"])
        expect(each.locator("img")).to_have_count(1)
        assert [link.get_attribute("href") for link in each.locator("a").all()] == [
            "https://example.com/cat.png",
            "//example.com/x.png",
            "https://example.org",
        ]


# What the page has scrolled to is no longer the end when it hears that it has scrolled.
GROWS_AS_IT_SCROLLS = """async (box) => {
  const answer = [...box.querySelectorAll("[data-step-type=assistant_message]")].at(-1);
  box.scrollTop -= 5;
  box.scrollTop = box.scrollHeight;
  answer.style.paddingBottom = "300px";
  await new Promise((done) => box.addEventListener("scroll", done, { once: true }));
}"""


# A conversation gets its address while its answer comes: it stands in a new box, which has not scrolled yet.
GROWS_AT_THE_FIRST_SCROLL = """() => addEventListener("scroll", function grow({ target }) {
  const answer = [...target.querySelectorAll("[data-step-type=assistant_message]")].at(-1);
  if (!answer || location.pathname === "/") return;
  answer.style.paddingBottom = "300px";
  removeEventListener("scroll", grow, true);
}, true)"""


class Slowly(list[Step]):
    """A reply whose pieces come one after the other."""

    def __iter__(self) -> Iterator[Step]:
        for piece in super().__iter__():
            time.sleep(0.02)
            yield piece


def test_a_long_answer_does_not_move_a_reader(chat: Chat) -> None:
    page, model = chat.next_chat(FAST), chat.model
    words = [f"{'Paragraph' if number % 40 else f'Part {number // 40}.'} some words " for number in range(400)]
    model.on("something long", Slowly(grows(*(f"\n\n{word}" if "Part" in word else word for word in words))))
    send(page, "Write something long")
    for part in ("Part 4.", "Part 5."):  # what comes is followed, however fast it comes
        page.get_by_text(part).wait_for(state="attached")
        wait_until(page, lambda: below(page) < 100)
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -600)
    page.wait_for_timeout(300)  # until the wheel has come to rest
    place = scrolled(page)
    page.get_by_text("Part 8.").wait_for(state="attached")
    assert scrolled(page) == place
    finish(page)
    assert scrolled(page) == place


def test_an_answer_that_grows_while_the_page_scrolls_is_followed_further(chat: Chat) -> None:
    page, rest = chat.next_chat(FAST), Pause()
    lines = "\n\n".join(f"Line {number}." for number in range(60))
    chat.model.on("something longer", grows(lines, rest, "\n\nThe end."))
    send(page, "Write something longer")
    page.get_by_text("Line 59.").wait_for(state="attached")
    wait_until(page, lambda: below(page) < 100)
    conversation(page).evaluate(GROWS_AS_IT_SCROLLS)  # as on a slow machine
    rest.release.set()
    finish(page)
    wait_until(page, lambda: below(page) < 100)


def test_an_answer_is_followed_further_when_its_conversation_gets_an_address(chat: Chat) -> None:
    page, rest = chat.next_chat(FAST), Pause()
    held: list[Route] = []
    page.route("**/project/threads", lambda route: held.append(route))
    lines = "\n\n".join(f"Line {number}." for number in range(60))
    chat.model.on("of some length", grows(lines, rest, "\n\nThe end."))
    send(page, "Write something of some length")
    page.get_by_text("Line 59.").wait_for(state="attached")
    wait_until(page, lambda: below(page) < 100 and held)
    page.evaluate(GROWS_AT_THE_FIRST_SCROLL)
    for route in held:
        route.continue_()
    page.unroute("**/project/threads")
    page.wait_for_url("**/thread/*")
    wait_until(page, lambda: answers(page).last.get_attribute("style"))
    rest.release.set()
    finish(page)
    wait_until(page, lambda: below(page) < 100)


def scrolled(page: Page) -> int:
    """How far the conversation is scrolled."""
    return int(conversation(page).evaluate("box => box.scrollTop"))


def below(page: Page) -> int:
    """How much of the conversation, in pixels, is below what is seen of it."""
    return int(conversation(page).evaluate("box => box.scrollHeight - box.scrollTop - box.clientHeight"))


def conversation(page: Page) -> Locator:
    """The box that scrolls."""
    return page.locator("div.overflow-y-auto", has=questions(page)).last
