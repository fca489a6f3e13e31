"""Addresses of the organizer's desk; ticketing.urls takes them in."""

from django.urls import path

from ticketing.views import desk, history, publishing

urlpatterns = [
    path("events/", desk.events, name="events"),
    path("events/<slug:slug>/", desk.overview, name="overview"),
    path("events/<slug:slug>/tickets/", desk.tickets, name="tickets"),
    path("events/<slug:slug>/tickets/set/", desk.set_, name="set_ticket"),
    path("events/<slug:slug>/tickets/<slug:reference>/set/", desk.set_, name="set_ticket"),
    path("events/<slug:slug>/tickets/<slug:reference>/remove/", desk.remove, name="remove_ticket"),
    path("events/<slug:slug>/changes/", history.changes, name="changes"),
    path("events/<slug:slug>/changes/<slug:reference>/undo/", history.undo, name="undo_changes"),
    path("events/<slug:slug>/changes/<slug:reference>/redo/", history.redo, name="redo_changes"),
    path("events/<slug:slug>/publish/", publishing.publish, name="publish"),
    path("events/<slug:slug>/publish/rehearse/", publishing.rehearse, name="rehearse"),
    path("events/<slug:slug>/withdraw/", publishing.withdraw, name="withdraw"),
]
