"""Weights of pronouns: a fitted table that fits the features, and an error when it does not."""

from __future__ import annotations

import pytest

from truceline.errors import KnowledgeError
from truceline.link import salience


def test_table_has_every_feature_of_every_kind() -> None:
    """The weights shipped are for the features asked, in their order, and nearness counts for all pronouns."""
    assert set(salience.weights()) == set(salience.KINDS)
    assert all(tuple(w) == salience.FEATURES and w["sentences away"] < 0 for w in salience.weights().values())


def test_changed_features_refuse_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table fitted for other features is an error that says what to run."""
    monkeypatch.setattr(salience, "FEATURES", (*salience.FEATURES, "shoe size"))
    salience.weights.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="fit_pronouns"):
            salience.weights()
    finally:
        salience.weights.cache_clear()


def test_score_is_the_sum_of_features() -> None:
    """A score adds up features by their weights."""
    table = salience.weights()["person"]
    got = salience.total({"subject": 1.0, "sentences away": 2.0}, "person")
    assert got == pytest.approx(table["subject"] + 2 * table["sentences away"])
