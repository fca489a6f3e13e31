"""Whether the model can be reached and what it can do: asked for by an admin, found out by the worker, written down."""

from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from accounts.models import Profile
from conversations.engines.openai import Server, configured_server
from conversations.engines.openai.capability import recall
from conversations.engines.openai.probe import Findings, Progress, probe
from conversations.models import ModelRecord, Usage
from eventai.db.acting import acting_as_system
from eventai.db.functions import call
from eventai.errors import DomainError, NotAllowed
from eventai.operation import operation

_LONGEST = timedelta(minutes=6)  # a test that takes longer was lost with its worker


class NoModel(DomainError):
    """There is nothing to test."""


@operation
def test_connection(*, by: Profile, now: datetime) -> ModelRecord:
    """Have the worker find out what the configured model can do. Twice is one test.

    Locks the model's record. Raises NoModel.
    """
    if not call("is_admin"):
        raise NotAllowed("Only an admin tests the connection.")
    server = needed_server()
    with acting_as_system():
        record = _locked(server)
        if not is_being_tested(record, now=now):
            _tell(record, "Waiting for the worker", since=now)
            app.configure_task("conversations.jobs.test_connection").defer()
    return record


def find_out(server: Server, *, now: datetime, tell: Progress) -> Findings:
    """Ask the model, and write down what was found. No transaction is open while the model is asked."""

    def told(step: str) -> None:
        tell(step)
        with acting_as_system():
            _tell(_locked(server), step, since=now)

    found = probe(server, tell=told)
    with acting_as_system():
        record = _locked(server)
        record.capabilities, record.error, record.tested_at = found.stored(), found.error, now
        record.save(update_fields=["capabilities", "error", "tested_at"])
        Usage.objects.bulk_create(
            Usage(**{name: getattr(spent, name) for name in spent.__dataclass_fields__}) for spent in found.spent
        )
    recall(server, found.capability)
    return found


def is_being_tested(record: ModelRecord, *, now: datetime) -> bool:
    """Whether a test is under way."""
    since = record.capabilities.get("testing_since")
    return bool(since) and datetime.fromisoformat(since) > now - _LONGEST


def needed_server() -> Server:
    """The configured server. Raises NoModel."""
    server = configured_server()
    if server is None:
        raise NoModel("No model is set up. Set OPENAI_MODEL and a key or an address first.")
    return server


def _locked(server: Server) -> ModelRecord:
    ModelRecord.objects.get_or_create(provider=server.provider, model=server.model)
    return ModelRecord.objects.select_for_update().get(provider=server.provider, model=server.model)


def _tell(record: ModelRecord, step: str, *, since: datetime) -> None:
    record.capabilities = {**record.capabilities, "testing_since": since.isoformat(), "step": step}
    record.save(update_fields=["capabilities"])
