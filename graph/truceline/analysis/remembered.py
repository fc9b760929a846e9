"""Questions over a tree whose answers are kept with it: several finders ask the same of the same word."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Kept(Protocol):
    """A text that keeps answers; ``None`` while it is still changed."""

    @property
    def answers(self) -> dict[Hashable, Any] | None:
        """The answers by question and what it was asked of."""


T = TypeVar("T", bound=Kept)


def remembered(ask: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
    """A question that is answered once for what it is asked of; its answer is not to be changed."""

    @wraps(ask)
    def asked(tree: T, /, *args: P.args, **kwargs: P.kwargs) -> R:
        answers = tree.answers
        if answers is None or kwargs:
            return ask(tree, *args, **kwargs)
        question = (ask, args)
        if question not in answers:
            answers[question] = ask(tree, *args)  # type: ignore[call-arg]
        return answers[question]  # type: ignore[no-any-return]

    return asked
