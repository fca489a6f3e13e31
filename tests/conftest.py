"""People, not numbers: who plays in the tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import AppRole, Profile
from tests import builders

# No test asserts a time: a busy machine is not a fault.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture
def olga(db: None) -> Profile:
    """Organizes."""
    return builders.make_person("olga", AppRole.ORGANIZER)


@pytest.fixture
def omar(db: None) -> Profile:
    """Co-organizes what Olga opens to him."""
    return builders.make_person("omar")


@pytest.fixture
def dora(db: None) -> Profile:
    """Works the door where Olga lets her."""
    return builders.make_person("dora")


@pytest.fixture
def ben(db: None) -> Profile:
    """Buys."""
    return builders.make_person("ben")


@pytest.fixture
def ada(db: None) -> Profile:
    """Administers."""
    return builders.make_person("ada", AppRole.ADMIN)


@pytest.fixture
def sam(db: None) -> Profile:
    """A stranger, who organizes events of his own."""
    return builders.make_person("sam", AppRole.ORGANIZER)


@pytest.fixture
def client_of() -> Callable[[Profile], Client]:
    """A signed-in browser of somebody."""

    def sign_in(profile: Profile) -> Client:
        client = Client()
        assert profile.user is not None
        client.force_login(profile.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture(autouse=True)
def _surroundings(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    settings.OPENAI_MODEL = ""  # a developer may have one
    settings.STATIC_ROOT = str(tmp_path)  # so that whitenoise does not miss it
    settings.MEDIA_ROOT = tmp_path / "files"
    yield
