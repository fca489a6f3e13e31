"""The same on S3, spoken to a server of the same tongue."""

import io
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from moto.server import ThreadedMotoServer
from PIL import Image
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import Profile
from eventai.buckets import draw_sizes_of, sweep_files
from eventai.db.acting import acting_as_system
from eventai.models import StorageObject
from eventai.settings import file_storage
from tests import builders
from tests.storage.files import upload

BUCKET = "eventai-files"
ENVIRONMENT = {
    "AWS_STORAGE_BUCKET_NAME": BUCKET,
    "AWS_S3_REGION_NAME": "us-east-1",
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3 on this machine."""
    s3 = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    s3.start()
    host, port = s3.get_host_and_port()
    yield f"http://{host}:{port}"
    s3.stop()


def store(server: str) -> Any:
    """The server, spoken to directly."""
    return boto3.client("s3", endpoint_url=server, region_name="us-east-1")  # type: ignore[no-untyped-call]  # untyped


@pytest.fixture(autouse=True)
def bucket(server: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket that our files lie in, as the environment says."""
    for name, value in {**ENVIRONMENT, "AWS_S3_ENDPOINT_URL": server}.items():
        monkeypatch.setenv(name, value)
    client = store(server)
    client.create_bucket(Bucket=BUCKET)
    settings.S3_BUCKET = BUCKET
    settings.STORAGES = {**settings.STORAGES, "default": file_storage()}
    yield BUCKET
    for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=found["Key"])


def lying_there(server: str) -> list[str]:
    client = store(server)
    return sorted(found["Key"] for found in client.list_objects_v2(Bucket=BUCKET).get("Contents", []))


def test_a_picture_and_its_sizes_lie_in_the_bucket_and_are_served_by_us(
    olga: Profile, client: Client, server: str
) -> None:
    stored = upload(builders.make_event(olga), olga)
    draw_sizes_of(stored.pk, now=timezone.now())
    with acting_as_system():
        stored.refresh_from_db()

    assert lying_there(server) == sorted(f"landing-pages/{path}" for path in stored.paths)
    answer = client.get(f"/files/landing-pages/{stored.variants[0]['path']}")
    assert (answer["Content-Type"], Image.open(io.BytesIO(answer.content)).size) == ("image/avif", (480, 320))
    assert client.get("/files/landing-pages/nothing.jpg").status_code == 404


def test_a_document_is_opened_by_a_link_of_the_store(
    olga: Profile, client_of: Callable[[Profile], Client], server: str
) -> None:
    default_storage.save("documents/list.csv", ContentFile(b"a,b"))
    with acting_as_system():
        StorageObject.objects.create(
            bucket="documents", path="list.csv", owner=olga, content_type="text/csv", size=3, name="Guests.csv"
        )
    ours = client_of(olga).get("/files/documents/list.csv")["Location"]

    theirs = Client().get(ours)["Location"]

    assert theirs.startswith(f"{server}/{BUCKET}/documents/list.csv?")
    assert "X-Amz-Expires=60" in theirs
    with urllib.request.urlopen(theirs) as answer:  # noqa: S310  # our own server
        assert answer.read() == b"a,b"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="Guests.csv"'


def test_what_nothing_names_is_swept_from_the_bucket(
    olga: Profile, server: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload(builders.make_event(olga), olga)
    default_storage.save("landing-pages/stray.jpg", ContentFile(b"a"))

    with (
        time_machine.travel(timezone.now() + timedelta(days=8)),
        django_capture_on_commit_callbacks(execute=True),
    ):
        sweep_files(now=timezone.now())

    assert lying_there(server) == []


def test_without_a_bucket_files_lie_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_STORAGE_BUCKET_NAME")

    assert file_storage() == {"BACKEND": "django.core.files.storage.FileSystemStorage"}
