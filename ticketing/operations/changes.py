"""Taking back what was changed about an event, its page, tickets and tasks, and bringing it back again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, cast
from uuid import UUID

from django.db.models import Field, QuerySet

from accounts.models import Profile
from eventai.db.acting import changing
from eventai.db.functions import call
from eventai.errors import DomainError
from eventai.operation import operation
from events.history import EVENTS, PAGE, TASKS, TICKETS, field_label, value_in_words
from events.models import ChangeItem, ChangeSet, Event, Task
from events.operations import check_event, plan_tasks
from ticketing.models import Ticket
from ticketing.operations.tickets import TicketUnclear, check_ticket, locked_with_tickets, payable, refuse_taken


class NothingToUndo(DomainError):
    """Nothing stands that could be taken back."""


class NothingToRedo(DomainError):
    """Nothing was undone last."""


class ChangedSince(DomainError):
    """Something else was changed meanwhile, which must not be lost."""


@operation
def undo_changes(event: Event, *, by: Profile, now: datetime, change_set: ChangeSet | None = None) -> ChangeSet:
    """Take back one change set, the latest that stands unless told otherwise; return the set that did it.

    All of it or nothing. Undoing the same set twice changes nothing. Locks the event and its tickets. Raises
    NothingToUndo, or ChangedSince when a value is no longer what the set made of it.
    """
    locked = locked_with_tickets(event)
    sets = ChangeSet.objects.filter(event=locked)
    target = _change_of(sets, change_set) if change_set else sets.undoable().first()
    if target is None:
        raise NothingToUndo(f"Nothing was changed since “{locked.name}” was begun, so there is nothing to undo.")
    if target.undone_by_id:
        return sets.told().get(pk=target.undone_by_id)
    if target.kind != ChangeSet.Kind.CHANGE or target.is_beginning:
        raise NothingToUndo("The first draft is not undone. Change what is wrong about it instead.")
    return _take_back(locked, target, "undo", now=now)


@operation
def redo_changes(event: Event, *, by: Profile, now: datetime, change_set: ChangeSet | None = None) -> ChangeSet:
    """Bring back what was undone last, or the given undone set; return the set that did it.

    All of it or nothing. Redoing the same set twice changes nothing. A change made after the undo ends this. Locks the
    event and its tickets. Raises NothingToRedo, or ChangedSince when a value is no longer what the undo made of it.
    """
    locked = locked_with_tickets(event)
    sets = ChangeSet.objects.filter(event=locked)
    if change_set is not None:
        asked = _change_of(sets, change_set)
        again = sets.told().filter(kind=ChangeSet.Kind.REDO, undoes__undoes=asked).first()
        if asked and again and asked.undone_by_id is None:
            return again
        undo = sets.redoable().filter(undoes=asked).first() if asked else None
    else:
        undo = sets.redoable().first()
    if undo is None:
        raise NothingToRedo("Nothing was undone last, so there is nothing to bring back.")
    return _take_back(locked, undo, "redo", now=now)


def _change_of(sets: "QuerySet[ChangeSet]", asked: ChangeSet) -> ChangeSet | None:
    """The change that was asked about; an undo or a redo stands for the change that it was about."""
    found = sets.filter(pk=asked.pk).select_related("undoes__undoes").first()
    while found and found.undoes:
        found = found.undoes
    return found


def _take_back(event: Event, target: ChangeSet, kind: str, *, now: datetime) -> ChangeSet:
    if event.status in (Event.Status.CANCELLED, Event.Status.ENDED):
        raise ChangedSince(f"{event.name} is {event.status}; its facts stay as they were.")
    rows, items = Rows.of(event), list(target.items.order_by("-position"))
    _refuse_changed(items, rows)
    rows.put_back(items)
    rows.check()
    own: UUID = call("begin_taking_back", target.pk, kind)
    with changing(own):
        rows.write()
        plan_tasks(event, now=now)
    return ChangeSet.objects.told().get(pk=own)


@dataclass
class Rows:
    """An event with its tickets and tasks, locked; and what of them is to be written."""

    event: Event
    currency: str
    tickets: dict[UUID, Ticket]
    tasks: dict[UUID, Task]
    changed: dict[tuple[str, UUID], set[str]]
    born: list[Task]
    gone: list[Task]

    @classmethod
    def of(cls, event: Event) -> Self:
        tasks = event.tasks.select_for_update(no_key=True, of=("self",)).order_by("pk")
        return cls(
            event=event,
            currency=event.currency,
            tickets={ticket.pk: ticket for ticket in event.tickets.all()},
            tasks={task.pk: task for task in tasks},
            changed={},
            born=[],
            gone=[],
        )

    def row(self, item: ChangeItem) -> Event | Ticket | Task | None:
        """The row an item is about, as it is now."""
        if item.table_name == EVENTS:
            return self.event
        return self.tickets.get(item.row_id) if item.table_name == TICKETS else self.tasks.get(item.row_id)

    def put_back(self, items: Iterable[ChangeItem]) -> None:
        """Make the rows what they were before the items."""
        for item in items:
            row = self.row(item)
            if item.op == ChangeItem.Op.DELETE:
                self.born.append(_revived(item.before))
            elif isinstance(row, Task) and item.op == ChangeItem.Op.INSERT:
                self.gone.append(row)
            elif isinstance(row, Ticket) and item.op == ChangeItem.Op.INSERT:
                self._set(item, row, {"visibility": Ticket.Visibility.ARCHIVED})
            elif isinstance(row, Event):
                self._set(item, row, self._restorable(item.before))
            elif row is not None and not _is_carried_out(row, item):
                self._set(item, row, item.before)

    def check(self) -> None:
        """Hold the result to what every other change is held to. Raises their refusals."""
        if self.event.currency != self.currency and self.event.status != Event.Status.DRAFT:
            raise ChangedSince("The event was published since, so its currency stays: people may have paid in it.")
        if any(table == EVENTS for table, _ in self.changed):
            check_event(self.event)
        names = [ticket.name.casefold() for ticket in self.tickets.values()]
        for ticket in (self.tickets[row_id] for table, row_id in self.changed if table == TICKETS):
            check_ticket(ticket)
            if ticket.visibility == Ticket.Visibility.ARCHIVED:
                refuse_taken(ticket)
                continue
            payable(ticket.price, self.event.currency)
            if names.count(ticket.name.casefold()) > 1:
                raise TicketUnclear(f"There is another ticket “{ticket.name}” by now. Two tickets need two names.")

    def write(self) -> None:
        """Write the rows that are different now."""
        for task in self.gone:
            task.delete()
        Task.objects.bulk_create(self.born)
        for (table, row_id), columns in self.changed.items():
            row = {EVENTS: self.event, TICKETS: self.tickets.get(row_id), TASKS: self.tasks.get(row_id)}[table]
            if row is not None and columns:
                row.save(update_fields=sorted(columns))

    def _set(self, item: ChangeItem, row: Event | Ticket | Task, values: dict[str, Any]) -> None:
        for column, stored in values.items():
            setattr(row, column, _value(row, column, stored))
        self.changed.setdefault((item.table_name, item.row_id), set()).update(values)

    def _restorable(self, before: dict[str, Any]) -> dict[str, Any]:
        """The event's values of before. A public page keeps its address, and an address somebody else took is gone."""
        slug = before.get("slug")
        if slug and (self.event.status != Event.Status.DRAFT or call("slug_is_taken", slug)):
            return {column: value for column, value in before.items() if column != "slug"}
        return before


def _refuse_changed(items: Iterable[ChangeItem], rows: Rows) -> None:
    """Every value must still be what the change made of it."""
    for item in items:
        row = rows.row(item)
        if (row is None) != (item.op == ChangeItem.Op.DELETE):
            raise ChangedSince(
                f"“{item.subject}” was {'removed' if row is None else 'planned anew'} since. Nothing was changed."
            )
        if row is None or _is_carried_out(row, item):
            continue
        for column, stored in item.after.items():
            if getattr(row, column) != _value(row, column, stored):
                raise ChangedSince(_sentence(item, column, row, rows.event))


def _sentence(item: ChangeItem, column: str, row: Event | Ticket | Task, event: Event) -> str:
    label = field_label(item, column)
    said = f"The {label[:1].lower()}{label[1:]} was changed since"
    if column in (PAGE, "data"):
        return f"{said}. Nothing was changed now."
    now = value_in_words(item, column, _stored(getattr(row, column)), event) or "open"
    then = value_in_words(item, column, item.after[column], event) or "open"
    return f"{said}: it is {now} now, not {then}. Nothing was changed now."


def _is_carried_out(row: Event | Ticket | Task, item: ChangeItem) -> bool:
    """Whether the item only moved a task that is behind us by now: it keeps the time at which it was."""
    is_behind = isinstance(row, Task) and row.status in (Task.Status.RUNNING, Task.Status.DONE, Task.Status.FAILED)
    return is_behind and item.op == ChangeItem.Op.UPDATE and "status" not in item.after


def _revived(stored: dict[str, Any]) -> Task:
    fields = [field for field in Task._meta.concrete_fields if field.attname in stored]
    return Task(**{field.attname: field.to_python(stored[field.attname]) for field in fields})


def _value(row: Event | Ticket | Task, column: str, stored: Any) -> Any:
    """A stored value as the model has it."""
    field = cast("Field[Any, Any]", row._meta.get_field(column))
    return field.to_python(stored)


def _stored(value: Any) -> Any:
    """A model's value as a change set stores it."""
    return value.isoformat() if isinstance(value, datetime) else value
