"""The JSON of news services and chats, brought to plain records: NewsAPI, the Guardian, ReliefWeb, Telegram, trafilatura.

Each is known by its own keys. What a service cuts off is not passed on as if it were whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Record = dict[str, Any]

CUT = "truceline:cut"
"""A key that is set where a service gives only the beginning of a text."""

_CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")


def records(value: Mapping[str, Any]) -> list[Record] | None:
    """The records of a service's answer; None where it is that of no service we know.

    Raises:
        ReadError: the answer says that it failed.
    """
    answer = value.get("response")
    if isinstance(answer, dict) and {"results", "content"} & set(answer):
        return list(map(_guardian, _objects(answer.get("results") or [answer.get("content")])))
    if "totalResults" in value:
        return list(map(_newsapi, _objects(value.get("articles"))))
    if {"name", "type"} & set(value) and isinstance(value.get("messages"), list):
        return [_telegram(r, value) for r in _objects(value["messages"]) if _said(r)]
    return _of_chats(value["chats"]) if isinstance(value.get("chats"), dict) else None


def _of_chats(chats: Record) -> list[Record]:
    """The messages of all chats of an export."""
    return [r for chat in _objects(chats.get("list")) for r in records(chat) or []]


def _objects(value: object) -> list[Record]:
    """The objects of a list; none where it is no list."""
    return [r for r in value if isinstance(r, dict)] if isinstance(value, list) else []


def shaped(record: Record) -> Record:
    """A record of one article in a service's own shape as a plain one; others as they are."""
    if isinstance(record.get("fields"), dict) and ({"webTitle", "webUrl"} & set(record)):
        return _guardian(record)
    if isinstance(record.get("fields"), dict) and "id" in record:
        return {"id": record["id"], **record["fields"]}
    if isinstance(record.get("_source"), dict):
        return {"id": record.get("_id"), **record["_source"]}
    return _newsapi(record) if _CUT.search(str(record.get("content") or "")) else record


def name(value: Mapping[str, Any]) -> str:
    """What a JSON object is taken for."""
    if isinstance(value.get("response"), dict):
        return "Guardian JSON"
    if "totalResults" in value:
        return "NewsAPI JSON"
    if isinstance(value.get("messages"), list) or isinstance(value.get("chats"), dict):
        return "Telegram JSON"
    first = next(iter(value["data"]), None) if isinstance(value.get("data"), list) else None
    if isinstance(first, dict) and isinstance(first.get("fields"), dict):
        return "ReliefWeb JSON"
    return "trafilatura JSON" if {"source-hostname", "fingerprint"} & set(value) else "JSON"


def _guardian(r: Record) -> Record:
    """An item of the Guardian's open platform, which gives the text only when it is asked for."""
    fields = r.get("fields")
    inner: Record = fields if isinstance(fields, dict) else {}
    text = inner.get("bodyText") or inner.get("body")
    if not text and "webTitle" in r:
        return {k: r.get(k) for k in ("id", "webTitle", "webUrl", "webPublicationDate")} | {CUT: True}
    kept = {k: v for k, v in {**r, **inner}.items() if k not in {"fields", "body", "bodyText", "type"}}
    return {**kept, "bodyText": text, "publisher": inner.get("publication") or "The Guardian"}


def _newsapi(r: Record) -> Record:
    """An item of NewsAPI, which cuts its content after 200 characters."""
    content = str(r.get("content") or "")
    if not _CUT.search(content):
        return r
    return {k: v for k, v in r.items() if k not in {"content", "description"}} | {CUT: True}


def _telegram(r: Record, chat: Mapping[str, Any]) -> Record:
    """A message of a chat; its channel is its outlet."""
    name = str(chat.get("name") or "Telegram")
    day = r.get("date_unixtime") or r.get("date")
    return {"id": f"{name}/{r.get('id')}", "text": _said(r), "date": day, "publisher": name, "author": _author(r, name)}


def _author(r: Record, channel: str) -> str | None:
    who = r.get("author") or r.get("from")
    return None if who == channel else who


def _said(r: Record) -> str:
    """The words of a message; marked pieces stand among plain ones. Empty for joins, pins and bare pictures."""
    if r.get("type", "message") != "message":
        return ""
    pieces = r.get("text") or ""
    several = pieces if isinstance(pieces, list) else [pieces]
    return "".join(
        p if isinstance(p, str) else str(p.get("text") or "") for p in several if isinstance(p, str | dict)
    ).strip()
