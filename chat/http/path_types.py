"""Types of path parameters (Starlette's URL convertors) that bound what a path may hold.

A route names its type (`/attachments/{thread_id:record_id}`), so that access control, which derives its rules from the
routes, refuses every other path before any code of the route sees it. Importing this module registers the types.
"""

from starlette.convertors import StringConvertor, register_url_convertor

_REGEXES = {
    "asset_path": r"[A-Za-z0-9_./-]+",
    "avatar_name": r"[^/]{1,100}",
    "dashed_id": r"[0-9a-f-]{36}",
    "digits": r"[0-9]{1,8}",
    "file_name": r"[^/]{1,200}",
    "hex_id": r"[0-9a-f]{32}",
    "page_id": r"[A-Za-z0-9-]{1,64}",
    "record_id": r"[^/]{1,64}",
    "share_token": r"[A-Za-z0-9_-]{43}",
}

for _name, _regex in _REGEXES.items():
    register_url_convertor(_name, type(_name, (StringConvertor,), {"regex": _regex})())
