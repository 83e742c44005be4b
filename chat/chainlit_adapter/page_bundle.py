"""Changes Chainlit's built script (2.12) where it has no setting; each change fits in exactly one place.

- It parses a whole message again for each piece of text that arrives, and makes every element of it anew: an answer of
  8 KB with formulas blocks the page for seconds. Where its component `Markdown` calls the renderer, `renderInBlocks` of
  `chat/http/public/markdown_blocks.js` is called.
- It puts the links of the header into buttons, and a button into each link of the history: two controls in one.
- What it says of a conversation that it cannot open is in English.
- It follows an answer until the page hears that it has scrolled and is not at the end. That a person has scrolled up is
  one reason; that the answer has grown meanwhile, on a slow machine, is another: then it is followed no longer.
- It gives a new conversation its address once it has the list that names it. If somebody begins another one before the
  list has come, on a slow network or machine, the page goes back to the old one.
- It connects for a conversation that is opened, which takes a while, also if somebody begins another one meanwhile: the
  messages of the old one then stand in the new one.
- When a list, a menu or a dialog has closed, it gives the focus back to its button, a moment later on a slow machine,
  also if somebody types in another place meanwhile: the rest of what is typed then goes to the button.
- Before it knows who the person is, it shows a conversation, below the sign that it loads, and takes it away again
  until it has its settings: its composer has the focus, and what is typed while it is away is lost.
- When it starts, it makes errors, and throws some that lodash catches; a browser with an inspector or an audit attached
  parses all 4.6 MB again to note where that was. It also readies 192 languages of code before there is any code.

The changed script gets a name of its own, as do the scripts that import it, because browsers keep a script by its name.
"""

import hashlib
import re
from pathlib import Path

from chat.http.page_markers import PageError

_MAIN = re.compile(r'src="/assets/(index-[\w-]+)\.js"')
_NAME = rb"[\w$]+"


def _pattern(text: bytes) -> re.Pattern[bytes]:
    """Return the pattern of a piece of minified code, in which `NAME` stands for any name."""
    return re.compile(text.replace(b"NAME", _NAME))


_CALL = _pattern(
    rb"(refElements:(?P<elements>NAME),className:NAME,children:NAME\}\)=>\{"
    rb"const NAME=(?P<react>NAME)\.useContext\(NAME\);[^`]{0,900}?return (?P<runtime>NAME)\.jsx\()(?P<renderer>NAME)"
    rb',\{(?=className:NAME\("prose lg:prose-xl")'
)
# `ButtonLink`: its `Button` can pass its looks on to the link that it holds.
_HEADER_LINK = _pattern(
    rb'(size:NAME\?"default":"icon",className:"text-muted-foreground hover:text-muted-foreground",)'
    rb'(?=children:NAME\.jsxs\("a",)'
)
# `SidebarMenuButton`, which only the rows of the history use.
_ROW = _pattern(rb'(const NAME=NAME\?NAME:)"button"(?=,\{isMobile:NAME,state:NAME\}=)')
# lodash's `getRawTag`: written for scripts where such an assignment fails without an error.
_RAW_TAG = _pattern(rb"try\{(NAME)\[(NAME)\]=(?:NAME|void 0);var (NAME)=!0\}catch\{\}")
# Errors that are made long before one is thrown, if ever: of highlight.js, pdf.js and the page of the login.
_ERROR = _pattern(rb'=new Error(?:\((?P<message>"[^"]*")\))?(?=;function |,NAME\.constructor=NAME,)')
# highlight.js; its one user asks `getLanguage` first.
_LANGUAGES = _pattern(
    rb'(?P<library>NAME)\.registerLanguage\("1c",NAME\(\)\);'
    rb'(?:(?P=library)\.registerLanguage\("[^"]+",NAME\(\)\);)+'
)
_UNOPENED = _pattern(rb'"Couldn\'t resume chat(?P<reason>: "\+NAME|")')
# `ScrollContainer`: what its box does when it has scrolled. The box keeps how far it was, to know the way it went.
_SCROLLED = _pattern(
    rb"(if\(!(?P<box>NAME)\.current\|\|NAME\)return;"
    rb"const\{scrollTop:(?P<top>NAME),scrollHeight:NAME,clientHeight:NAME\}=(?P=box)\.current,NAME=)"
    rb"(?P<at_end>NAME\+NAME>=NAME-10)(?=;(?P<follows>NAME)&&\((?P=follows)\.current=)"
)
# `ThreadHistory`: what it does after the first message, until that conversation is left.
_ADDRESS = _pattern(
    rb"\(\)=>\{(?P<list>\(async\(\)=>\{var NAME;if\(!(?P<message>NAME)\|\|[^`]{0,120}?return;await NAME\(void 0,!0\);"
    rb"const NAME=new URL\(window\.location\.href\);)"
    rb'(?P<go>NAME&&NAME\.pathname==="/"&&NAME\(`/thread/\$\{NAME\}`\))\}\)\(\)(?=\},\[(?P=message)\]\))'
)
# `useChatSession`: where it connects, once it has its cookie, where a conversation comes, and which one is wanted.
_CONNECTS = _pattern(
    rb"console\.error\(`Failed to set sticky session cookie: \$\{NAME\}`\)\}"
    rb"(?=let NAME=NAME\(NAME,\{path:NAME,withCredentials:!0,transports:NAME,"
    rb'auth:\{clientType:NAME\.type,sessionId:NAME,threadId:(?P<wanted>NAME)\|\|"",)'
)
_COMES = _pattern(
    rb'\.on\("resume_thread",(?P<thread>NAME)=>\{'
    rb"(?=var [^`]{0,200}?!NAME&&(?P<wanted>NAME)&&(?P=thread)\.id!==(?P=wanted)&&)"
)
_WANTED = _pattern(rb",NAME=(?=NAME\(NAME\),)")
# `FocusScope` of Radix: how its end gives the focus back.
_FOCUS_BACK = _pattern(
    rb"(const (?P<event>NAME)=new CustomEvent\(NAME,NAME\);(?P<scope>NAME)\.addEventListener\(NAME,NAME\),)"
    rb"(?P<back>(?P=scope)\.dispatchEvent\((?P=event)\),"
    rb"(?P=event)\.defaultPrevented\|\|NAME\(NAME\?\?document\.body,\{select:!0\}\))"
)
# `App`: its pages, below the sign that it loads, which is hidden when it knows whether somebody is signed in.
_PAGES = _pattern(
    rb"(\.default_theme,children:\[[^`]{0,200}?)(?P<pages>NAME\.jsx\(NAME,\{router:NAME\}\))"
    rb'(?=,NAME\.jsx\("div",\{className:NAME\("[^"]*",(?P<known>NAME)&&"hidden"\))'
)
# A search that begins with a name tries each letter of 4.6 MB, so what follows the name is looked for.
_FLUSH, _FIRST_LANGUAGE = b".flushSync(()=>", b'.registerLanguage("1c",'
_NAME_BEFORE = re.compile(_NAME + rb"\Z")


def change_bundle(page: str, assets: Path) -> tuple[str, dict[str, bytes]]:
    """Return the page that loads the changed scripts, and these by their names.

    Args:
        page: The HTML of Chainlit's page.
        assets: The folder of Chainlit's scripts.

    Raises:
        PageError: If the page or its script is of another form.
    """
    found = _MAIN.search(page)
    if found is None:
        raise PageError("Chainlit's page loads its script in a new way; see docs/upgrading.md.")
    main = f"{found[1]}.js"
    codes = {script.name: script.read_bytes() for script in assets.glob("*.js")}
    changed = {name: code for name, code in codes.items() if name == main or main.encode() in code}
    for change in (
        change_renderer,
        change_links,
        change_messages,
        change_scrolling,
        change_address,
        change_opening,
        change_focus,
        change_pages,
        change_start,
    ):
        changed[main] = change(changed[main])
    mark = hashlib.sha256(changed[main]).hexdigest()[:8]
    stems = tuple(name.removesuffix(".js").encode() for name in changed)
    scripts = {
        f"{name.removesuffix('.js')}-{mark}.js": _renamed(code, stems, mark.encode()) for name, code in changed.items()
    }
    return page.replace(f"/assets/{main}", f"/assets/{found[1]}-{mark}.js"), scripts


def change_renderer(code: bytes) -> bytes:
    """Return Chainlit's script with the call of the Markdown renderer changed.

    Raises:
        PageError: If there is not exactly one such call.
    """
    library = _name_before(_FLUSH, code)
    blocks = rb"window.renderInBlocks(\g<react>,\g<runtime>,\g<renderer>," + (library[0] if library else b"")
    changed, count = _CALL.subn(rb"\1" + blocks + rb".flushSync),{refElements:\g<elements>,", code)
    if library is None or count != 1:
        raise PageError("Chainlit's script renders Markdown in a new way; see docs/upgrading.md.")
    return changed


def change_links(code: bytes) -> bytes:
    """Return Chainlit's script with each link of the header and of the history as one control.

    Raises:
        PageError: If there is not exactly one place of each.
    """
    changed, headers = _HEADER_LINK.subn(rb"\1asChild:!0,", code)
    changed, rows = _ROW.subn(rb'\1"div"', changed)
    if (headers, rows) != (1, 1):
        raise PageError("Chainlit's script makes its links in a new way; see docs/upgrading.md.")
    return changed


def change_messages(code: bytes) -> bytes:
    """Return Chainlit's script with the page's own sentence where a conversation cannot be opened.

    Raises:
        PageError: If there are not exactly two such places: it is not there, or there is no connection.
    """
    changed, count = _UNOPENED.subn(_own_sentence, code)
    if count != 2:
        raise PageError("Chainlit's script opens a conversation in a new way; see docs/upgrading.md.")
    return changed


def _own_sentence(found: re.Match[bytes]) -> bytes:
    name = b"lost" if found["reason"] == b'"' else b"gone"
    return b'JSON.parse(document.getElementById("words").textContent).' + name


def change_scrolling(code: bytes) -> bytes:
    """Return Chainlit's script with an answer followed until somebody scrolls up.

    Raises:
        PageError: If there is not exactly one place where it hears of scrolling.
    """
    # Not `>=`: a box that has not scrolled yet has no earlier place.
    goes_on = rb"\g<follows>&&\g<follows>.current&&!(\g<top><\g<box>.top)"
    changed, count = _SCROLLED.subn(rb"\1[\g<at_end>||" + goes_on + rb",\g<box>.top=\g<top>][0]", code)
    if count != 1:
        raise PageError("Chainlit's script follows an answer in a new way; see docs/upgrading.md.")
    return changed


def change_address(code: bytes) -> bytes:
    """Return Chainlit's script with a conversation given its address only while it is the one that is open.

    Raises:
        PageError: If there is not exactly one place that gives it.
    """
    effect = rb"()=>{let left=!1;\g<list>left||\g<go>})();return()=>{left=!0}"
    changed, count = _ADDRESS.subn(effect, code)
    if count != 1:
        raise PageError("Chainlit's script gives a conversation its address in a new way; see docs/upgrading.md.")
    return changed


def change_opening(code: bytes) -> bytes:
    """Return Chainlit's script with no conversation opened that is wanted no longer.

    Raises:
        PageError: If there is not exactly one place where it connects and one where a conversation comes.
    """
    connects, comes = [*_CONNECTS.finditer(code)], [*_COMES.finditer(code)]
    wanted = connects[0]["wanted"] if len(connects) == len(comes) == 1 else b""
    read = _WANTED.match(code, code.rfind(b",%b=" % wanted, 0, connects[0].start())) if wanted else None
    if read is None or comes[0]["wanted"] != wanted:
        raise PageError("Chainlit's script opens a conversation in a new way; see docs/upgrading.md.")
    known, asked, came = read.end(), connects[0].end(), comes[0].end()
    stop = b"if(%b&&window.wanted!==%b)return;" % (wanted, wanted)
    return b"".join((code[:known], b"window.wanted=", code[known:asked], stop, code[asked:came], stop, code[came:]))


def change_focus(code: bytes) -> bytes:
    """Return Chainlit's script with the focus given back only while it is nowhere.

    Raises:
        PageError: If there are not exactly two such places: its script brings Radix's `FocusScope` twice.
    """
    changed, count = _FOCUS_BACK.subn(rb"\1document.activeElement!==document.body||(\g<back>)", code)
    if count != 2:
        raise PageError("Chainlit's script gives the focus back in a new way; see docs/upgrading.md.")
    return changed


def change_pages(code: bytes) -> bytes:
    """Return Chainlit's script with no page shown before it knows whether somebody is signed in.

    Raises:
        PageError: If there is not exactly one place that shows the pages.
    """
    changed, count = _PAGES.subn(rb"\1\g<known>&&\g<pages>", code)
    if count != 1:
        raise PageError("Chainlit's script shows its pages in a new way; see docs/upgrading.md.")
    return changed


def change_start(code: bytes) -> bytes:
    """Return Chainlit's script without what keeps the browser's thread while the page opens.

    Raises:
        PageError: If there is not exactly one place of each.
    """
    changed, tags = _RAW_TAG.subn(rb"try{var \3=Reflect.set(\1,\2,void 0)}catch{}", code)
    changed, errors = _ERROR.subn(_without_place, changed)
    library = _name_before(_FIRST_LANGUAGE, changed)
    languages = _LANGUAGES.match(changed, library.start()) if library else None
    if (tags, errors) != (2, 3) or languages is None:
        raise PageError("Chainlit's script starts in a new way; see docs/upgrading.md.")
    return changed[: languages.start()] + _when_asked(languages) + changed[languages.end() :]


def _renamed(code: bytes, stems: tuple[bytes, ...], mark: bytes) -> bytes:
    """Return a script with the mark in each name of a changed script; one pass for all of them."""
    *parts, rest = code.split(b".js")
    return b".js".join([*(part + b"-" + mark if part.endswith(stems) else part for part in parts), rest])


def _name_before(text: bytes, code: bytes) -> re.Match[bytes] | None:
    at = code.find(text)
    return _NAME_BEFORE.search(code, at - 20, at) if at >= 20 else None


def _without_place(found: re.Match[bytes]) -> bytes:
    # pdf.js takes it for the prototype of its own errors, each of which sets its message.
    return b"=Object.create(Error.prototype,{message:{value:%b,writable:!0}})" % (found["message"] or b'""')


def _when_asked(found: re.Match[bytes]) -> bytes:
    library = found["library"]
    return b"{const known=%b.getLanguage;%b.getLanguage=name=>{%b.getLanguage=known;%breturn known(name)}}" % (
        library,
        library,
        library,
        found[0],
    )
