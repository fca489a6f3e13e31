"""The fake provider, and a memory that forgets what earlier tests learnt."""

from collections.abc import Iterator

import pytest

from conversations.engines.openai import capability
from tests.fake_provider import FakeProvider


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    """A running fake provider."""
    with FakeProvider() as running:
        yield running


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capability, "_known", {})
    monkeypatch.setattr(capability, "_news", {})
