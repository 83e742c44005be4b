"""Chainlit's script is changed where it renders Markdown, and every script that imports it imports the changed one."""

import re

import pytest

from chat.chainlit_adapter.bootstrap import distribution
from chat.chainlit_adapter.page_bundle import (
    change_address,
    change_bundle,
    change_focus,
    change_links,
    change_messages,
    change_opening,
    change_pages,
    change_renderer,
    change_scrolling,
    change_start,
)
from chat.http.page_markers import PageError
from tests.support.upstream import Upstream

CHAINLIT = Upstream("chainlit", "chat/chainlit_adapter/page_bundle.py")


def stock_script() -> bytes:
    """Return the script of Chainlit's page as it is shipped."""
    name: str = re.findall(r'src="/assets/([^"]+)"', (distribution() / "index.html").read_text("utf-8"))[0]
    return (distribution() / "assets" / name).read_bytes()


@pytest.mark.guard
def test_stock_script_renders_markdown_in_the_known_way() -> None:
    try:
        change_bundle((distribution() / "index.html").read_text("utf-8"), distribution() / "assets")
    except PageError as error:
        CHAINLIT.require(False, f"a script of the known form ({error})")


@pytest.mark.guard
def test_stock_script_brings_pdf_js_and_its_worker() -> None:
    pdf = Upstream("chainlit", "chat/http/public/pdf_page.js")
    code = stock_script().decode()
    names = re.search(r"globalThis\.pdfjsLib=\{([^}]+)\}", code)
    needed = ("getDocument:", "GlobalWorkerOptions:", "PDFWorker:")
    pdf.require(names is not None and all(each in names[1] for each in needed), "pdf.js in `window.pdfjsLib`")
    worker = re.search(r'"/assets/(pdf\.worker[\w.-]+\.mjs)"', code)
    pdf.require(worker is not None and (distribution() / "assets" / worker[1]).is_file(), "the worker of pdf.js")


def test_no_changed_script_names_one_that_is_not_changed() -> None:
    assets = distribution() / "assets"
    page, scripts = change_bundle((distribution() / "index.html").read_text("utf-8"), assets)
    replaced = {f"{name.rpartition('-')[0]}.js" for name in scripts}
    main = re.findall(r'src="/assets/([^"]+)"', page)
    assert main == [next(name for name in scripts if name.startswith("index-"))]
    for script, code in scripts.items():
        named = set(re.findall(r"[\w-]+\.js\b", code.decode()))
        assert not named & replaced, script
        assert all((assets / name).exists() or name in scripts for name in named if re.search(r"-[\w-]{8}\.js", name))


def test_only_the_call_of_the_renderer_is_changed() -> None:
    code = stock_script()
    changed = change_renderer(code)
    assert changed.count(b"window.renderInBlocks(") == 1
    assert 0 < len(changed) - len(code) < 100


def test_links_of_header_and_history_hold_no_button_and_stand_in_none() -> None:
    code = stock_script()
    changed = change_links(code)
    assert changed.count(b"asChild:!0,") == code.count(b"asChild:!0,") + 1
    assert changed.count(b'"button"') == code.count(b'"button"') - 1


@pytest.mark.parametrize("code", [b"", b'const a=b?c:"button",{isMobile:d,state:e}=f()'])
def test_script_that_makes_its_links_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_links(code)


def test_conversation_that_cannot_be_opened_is_said_in_the_readers_language() -> None:
    changed = change_messages(stock_script())
    assert b"resume chat" not in changed
    assert re.findall(rb"\.error\((JSON[^)]+\)\.textContent\)\.\w+)\)", changed) == [
        b'JSON.parse(document.getElementById("words").textContent).' + word for word in (b"lost", b"gone")
    ]


@pytest.mark.parametrize("code", [b"", b'a.error("Couldn\'t resume chat")'])
def test_script_that_opens_a_conversation_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_messages(code)


def test_only_what_is_heard_of_scrolling_is_changed() -> None:
    code = stock_script()
    changed = change_scrolling(code)
    goes_on = rb"\w+&&\w+\.current&&!\(\w+<\w+\.top\)"
    assert len(re.findall(rb"\[\w+\+\w+>=\w+-10\|\|" + goes_on + rb",\w+\.top=\w+\]\[0\]", changed)) == 1
    assert 0 < len(changed) - len(code) < 60


@pytest.mark.parametrize("code", [b"", b"if(!i.current||d)return;u(!A)"])
def test_script_that_follows_an_answer_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_scrolling(code)


def test_only_what_gives_a_conversation_its_address_is_changed() -> None:
    code = stock_script()
    changed = change_address(code)
    assert len(re.findall(rb'left\|\|\w+&&\w+\.pathname==="/"&&', changed)) == 1
    assert changed.count(b"let left=!1;") == changed.count(b"return()=>{left=!0}},[") == 1
    assert 0 < len(changed) - len(code) < 60


@pytest.mark.parametrize("code", [b"", b'()=>{(async()=>{i&&A.pathname==="/"&&t(`/thread/${i}`)})()},[r]'])
def test_script_that_gives_a_conversation_its_address_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_address(code)


def test_only_what_opens_a_conversation_is_changed() -> None:
    code = stock_script()
    changed = change_opening(code)
    assert len(re.findall(rb"if\((\w+)&&window\.wanted!==\1\)return;", changed)) == 2
    assert len(re.findall(rb",\w+=window\.wanted=\w+\(\w+\),", changed)) == 1
    assert 0 < len(changed) - len(code) < 100


@pytest.mark.parametrize(
    "code",
    [
        b"",
        b'.on("resume_thread",a=>{var b;!c&&d&&a.id!==d&&1})',
        b"console.error(`Failed to set sticky session cookie: ${a}`)}let b=c(d,{path:e,withCredentials:!0,transports:f,"
        b'auth:{clientType:g.type,sessionId:h,threadId:i||"",}});b.on("resume_thread",a=>{var b;!c&&d&&a.id!==d&&1})',
    ],
)
def test_script_that_opens_one_of_several_conversations_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_opening(code)


def test_focus_is_given_back_only_while_it_is_nowhere() -> None:
    code = stock_script()
    changed = change_focus(code)
    given = rb"document\.activeElement!==document\.body\|\|\((\w+)\.dispatchEvent\((\w+)\),\2\.defaultPrevented\|\|"
    assert len(re.findall(given, changed)) == 2
    assert len(changed) - len(code) == 2 * len("document.activeElement!==document.body||()")


@pytest.mark.parametrize("code", [b"", b"const a=new CustomEvent(b,c);d.dispatchEvent(a),a.defaultPrevented||e(f)"])
def test_script_that_gives_the_focus_back_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_focus(code)


def test_no_page_is_shown_before_it_is_known_who_the_person_is() -> None:
    code = stock_script()
    changed = change_pages(code)
    assert len(re.findall(rb",(\w+)&&\w+\.jsx\([\w$]+,\{router:\w+\}\),[^`]{0,200}?,\1&&\"hidden\"\)", changed)) == 1
    assert 0 < len(changed) - len(code) < 10


@pytest.mark.parametrize("code", [b"", b'a.default_theme,children:[b.jsx(c,{router:d})]}),e&&"hidden")'])
def test_script_that_shows_its_pages_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_pages(code)


def test_start_makes_no_error_and_readies_no_language() -> None:
    code = stock_script()
    changed = change_start(code)
    assert changed.count(b"=Object.create(Error.prototype,{message:") == 3
    assert changed.count(b"=Reflect.set(") == code.count(b"=Reflect.set(") + 2
    languages = rb'(?:[\w$]+\.registerLanguage\("[^"]+",[\w$]+\(\)\);){100,}'
    assert re.findall(rb"getLanguage=known;%breturn known\(name\)" % languages, changed)
    assert len(re.findall(languages, changed)) == 1


@pytest.mark.parametrize("code", [b"", b'a.registerLanguage("1c",b());a.registerLanguage("abnf",c());'])
def test_script_that_starts_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_start(code)


@pytest.mark.parametrize("page", ["", '<script src="/assets/main.js"></script>'])
def test_page_that_loads_its_script_in_a_new_way_is_refused(page: str) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_bundle(page, distribution() / "assets")


@pytest.mark.parametrize("code", [b"", b'return f.jsx(M,{className:A("prose lg:prose-xl",a)'])
def test_script_that_renders_in_a_new_way_is_refused(code: bytes) -> None:
    with pytest.raises(PageError, match=re.escape("docs/upgrading.md")):
        change_renderer(code)
