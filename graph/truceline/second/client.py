"""Asking the model: any endpoint that speaks OpenAI's chat completions; every call is recorded and can be played again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from truceline.errors import ReadError
from truceline.second.prompt import schema


@dataclass(frozen=True, slots=True)
class Model:
    """Which model is asked where; `endpoint` None is that of the SDK. Keys come from the SDK's own environment variables."""

    name: str
    endpoint: str | None = None
    seconds: float = 120.0


@dataclass(slots=True)
class Spent:
    """Tokens that were read and written, and calls that were made or played again."""

    read: int = 0
    written: int = 0
    calls: int = 0
    replayed: int = 0


@dataclass(slots=True)
class Recorder:
    """Calls in a file, a JSON line each: what was asked (by its hash), what was answered, what it took.

    Args:
        file: where they are kept; None keeps nothing.
        only: play recorded calls alone, and refuse what is not there.
    """

    file: Path | None = None
    only: bool = False
    spent: Spent = field(default_factory=Spent)
    _known: dict[str, dict[str, Any]] | None = field(default=None, init=False)

    def ask(self, model: Model, messages: list[dict[str, str]]) -> str:
        """The model's answer, from the record where it is there.

        Raises:
            ReadError: there is no such record, or the endpoint does not answer.
        """
        name = sha256(json.dumps([model.name, messages, schema()], sort_keys=True).encode()).hexdigest()
        known = self._recorded()
        found = known.get(name)
        if found is not None:
            self.spent.replayed += 1
        elif self.only:
            raise ReadError(
                f"{self.file}: this call is not recorded; read once without --replay, with --record {self.file}."
            )
        else:
            found = _called(model, messages)
            self.spent.calls += 1
            if self.file is not None:
                known[name] = found
                _append(self.file, {"call": name, "model": model.name, **found})
        self.spent.read += int(found["read"])
        self.spent.written += int(found["written"])
        return str(found["answer"])

    def _recorded(self) -> dict[str, dict[str, Any]]:
        """The calls that are kept, by their hash; the file is read at the first call."""
        if self._known is None:
            self._known = _read(self.file) if self.file is not None and self.file.exists() else {}
        return self._known


def _read(file: Path) -> dict[str, dict[str, Any]]:
    """The calls of a file, by their hash.

    Raises:
        ReadError: a line of it is none.
    """
    try:
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return {r["call"]: {"answer": r["answer"], "read": r["read"], "written": r["written"]} for r in rows}
    except (ValueError, KeyError, TypeError) as e:
        raise ReadError(f"{file}: a line of this record cannot be read ({e}); remove it or record anew.") from None


def _append(path: Path, row: dict[str, Any]) -> None:
    """Adds a call to a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def tokens(messages: list[dict[str, str]]) -> int:
    """About how many tokens messages have, as an upper bound for most languages: a token for two characters."""
    return sum(len(m["content"]) for m in messages) // 2


def _called(model: Model, messages: list[dict[str, str]]) -> dict[str, Any]:
    """One call of the endpoint."""
    import openai

    asked: Any = messages
    form: Any = {"type": "json_schema", "json_schema": {"name": "reading", "strict": True, "schema": schema()}}
    try:
        client = openai.OpenAI(base_url=model.endpoint, timeout=model.seconds, max_retries=1)
        found = client.chat.completions.create(model=model.name, messages=asked, response_format=form, temperature=0)
    except openai.OpenAIError as e:
        where = model.endpoint or "the endpoint"
        raise ReadError(
            f"{where} does not answer ({' '.join(str(e).split())[:160]}); check address, key and model."
        ) from None
    usage = found.usage
    return {
        "answer": found.choices[0].message.content or "" if found.choices else "",
        "read": usage.prompt_tokens if usage else 0,
        "written": usage.completion_tokens if usage else 0,
    }
