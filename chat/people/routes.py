"""The page "People": invite, disable and enable people, and put them into groups."""

import asyncio
import logging
import re
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from chat.history.denials import StoredDenials
from chat.history.store import ConversationStore, StoreError
from chat.http.page_forms import not_done, read_form
from chat.http.templates import render, render_alert
from chat.i18n.language import translate
from chat.identity.caller import ADMINISTRATORS, current_caller
from chat.identity.deny_list import LONGEST_SESSION
from chat.people.change_lease import hold_change_lease
from chat.people.directory import DirectoryError, PeopleDirectory, Person

logger = logging.getLogger(__name__)

PAGE = "/people"
MAX_EMAIL = 254  # characters, RFC 5321
MAX_TOKEN = 4096  # characters of the token of a page
_EMAIL = re.compile(r"[^@\s\"\\<>(),;:]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class Refused(Exception):
    """What was asked is not done; the text is the sentence that says why."""


def people_pages(directory: PeopleDirectory, denials: StoredDenials, store: ConversationStore) -> APIRouter:
    """Build the routes; whoever is no administrator is refused.

    Args:
        directory: The people.
        denials: Ends the sessions of whoever is disabled.
        store: Keeps the lease of changes.
    """
    router = APIRouter()
    changing = asyncio.Lock()  # those of this server wait in order, and only one of them for the lease

    @router.get(PAGE)
    async def people(beginning: str = "", page: str = "") -> Response:
        if (refusal := _refuse_others()) is not None:
            return refusal
        try:
            found, following = await directory.people(beginning.strip(), page[:MAX_TOKEN])
        except DirectoryError as error:
            return _failed(error)
        after = f"{PAGE}?{urlencode({'beginning': beginning.strip(), 'page': following})}" if following else ""
        rows = [(person, _person_path(person)) for person in found]
        return render("people/people.html", rows=rows, beginning=beginning.strip()[:MAX_EMAIL], after=after)

    @router.get(f"{PAGE}/person")
    async def one(username: str = "", done: str = "") -> Response:
        if (refusal := _refuse_others()) is not None:
            return refusal
        try:
            person = await directory.find(username)
            groups, of_person = await directory.groups(), await directory.groups_of(person)
        except DirectoryError as error:
            return _failed(error)
        return render(
            "people/person.html",
            person=person,
            groups=[(group, group in of_person) for group in groups],
            is_self=person.sub == current_caller.get().sub,
            administrators=ADMINISTRATORS,
            said=_done(done),
        )

    @router.post(f"{PAGE}/invite")
    async def invite(request: Request) -> Response:
        if (refusal := _refuse_others()) is not None:
            return refusal
        email = (await read_form(request)).get("email", "").strip()
        try:
            if len(email) > MAX_EMAIL or not _EMAIL.fullmatch(email):
                raise Refused(translate("This is not an e-mail address."))
            await _prove_right(directory)
            person = await directory.invite(email)
        except Refused as refused:
            return render_alert(translate("People"), str(refused), 400)
        except DirectoryError as error:
            return _failed(error)
        _record(person, "invite")
        return RedirectResponse(_person_path(person, "invite"), 303)

    @router.post(f"{PAGE}/change")
    async def change(request: Request) -> Response:
        if (refusal := _refuse_others()) is not None:
            return refusal
        form = await read_form(request)
        action, group = form.get("action", ""), form.get("group", "")
        try:
            async with changing, hold_change_lease(store) as lease:
                await _prove_right(directory)
                person = await directory.find(form.get("username", ""))
                lease.check()
                await _change(directory, denials, person, action, group)
        except Refused as refused:
            return render_alert(translate("People"), str(refused), 400)
        except (DirectoryError, StoreError) as error:
            return _failed(error)
        return RedirectResponse(_person_path(person, action), 303)

    return router


async def _change(directory: PeopleDirectory, denials: StoredDenials, person: Person, action: str, group: str) -> None:
    takes_right = action == "disable" or (action == "remove" and group == ADMINISTRATORS)
    if takes_right and person.sub == current_caller.get().sub:
        raise Refused(translate("You cannot take your own access away; another administrator can."))
    if action in ("add", "remove") and group not in await directory.groups():
        raise Refused(translate("There is no such group."))
    match action:
        case "disable":
            await directory.disable(person)
            _record(person, action)  # at once: what follows may fail
            await denials.deny(person.sub, LONGEST_SESSION)
            await directory.sign_out(person)
            return
        case "enable":
            await directory.enable(person)
            _record(person, action)
            await denials.allow(person.sub)
            return
        case "resend":
            await directory.invite_again(person)
        case "add":
            await directory.add(person, group)
        case "remove":
            await directory.remove(person, group)
        case _:
            raise Refused(translate("There is no such change."))
    _record(person, action, group)


async def _prove_right(directory: PeopleDirectory) -> None:
    """Look the caller up in the pool: a token still names a group an hour after its person left it.

    As only somebody who is an administrator now can change anything, and not their own right, and one change is made at
    a time, one always remains.
    """
    try:
        caller = await directory.find_subject(current_caller.get().sub)
    except DirectoryError as error:
        if str(error) != "UserNotFoundException":
            raise
        raise Refused(translate("You are not an administrator any more.")) from error
    if not caller.is_enabled or ADMINISTRATORS not in await directory.groups_of(caller):
        raise Refused(translate("You are not an administrator any more."))


def _refuse_others() -> Response | None:
    if current_caller.get().is_administrator:
        return None
    return render_alert(translate("People"), translate("Only administrators can do this."), 403)


def _record(person: Person, action: str, group: str = "") -> None:
    logger.info(
        "person_changed",
        extra={"by": current_caller.get().sub, "to": person.sub, "action": action}
        | ({"group": group} if action in ("add", "remove") else {}),
    )


def _person_path(person: Person, done: str = "") -> str:
    query = {"username": person.username} | ({"done": done} if done else {})
    return f"{PAGE}/person?{urlencode(query)}"


def _done(what: str) -> str:
    sentences = {
        "invite": translate("The invitation is on its way."),
        "resend": translate("The invitation is on its way."),
        "disable": translate("This person can no longer sign in, and is signed out within seconds."),
        "enable": translate("This person can sign in again."),
        "add": translate("The group was changed."),
        "remove": translate("The group was changed."),
    }
    return sentences.get(what, "")


def _failed(error: DirectoryError | StoreError) -> Response:
    """Render why nothing was done, from Cognito's name of its reason."""
    sentences = {
        "UserNotFoundException": (404, translate("There is no such person.")),
        "AliasExistsException": (400, translate("Somebody with this e-mail address is already here.")),
        "UsernameExistsException": (400, translate("Somebody with this e-mail address is already here.")),
        "UnsupportedUserStateException": (400, translate("This person has already signed in.")),
        "TooManyRequestsException": (429, translate("That was too fast; try again in a minute.")),
        "LimitExceededException": (429, translate("That was too fast; try again in a minute.")),
        "AccessDeniedException": (503, translate("This server is not allowed to manage people.")),
    }
    if (known := sentences.get(str(error))) is not None:
        status, sentence = known
        if status == 503:
            logger.error("people_not_allowed", extra={"reason": str(error)})
        return render_alert(translate("People"), sentence, status)
    return not_done(translate("People"), error, logger, "people_not_available")
