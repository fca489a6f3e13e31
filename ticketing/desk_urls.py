"""Addresses of the organizer's desk; ticketing.urls takes them in."""

from django.urls import path

from ticketing.views import desk, editor, history, publishing

_SECTION = "events/<slug:slug>/page/sections/<slug:section>"
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
    path("events/<slug:slug>/changes/<slug:reference>/restore/", editor.restore, name="restore_page"),
    path("events/<slug:slug>/page/", editor.page, name="editor"),
    path("events/<slug:slug>/page/preview/", editor.preview, name="preview_draft"),
    path("events/<slug:slug>/page/undo/", editor.undo, name="undo_page"),
    path("events/<slug:slug>/page/redo/", editor.redo, name="redo_page"),
    path("events/<slug:slug>/page/publish/", editor.publish, name="publish_page_changes"),
    path("events/<slug:slug>/page/look/", editor.restyle, name="restyle_page"),
    path("events/<slug:slug>/page/versions/", editor.versions, name="page_versions"),
    path("events/<slug:slug>/page/versions/choose/", editor.choose, name="choose_page_version"),
    path("events/<slug:slug>/page/add/", editor.add, name="add_section"),
    path(f"{_SECTION}/", editor.section, name="section"),
    path(f"{_SECTION}/set/", editor.set_, name="set_section"),
    path(f"{_SECTION}/move/", editor.move, name="move_section"),
    path(f"{_SECTION}/hide/", editor.hide, name="hide_section"),
    path(f"{_SECTION}/remove/", editor.remove, name="remove_section"),
    path(f"{_SECTION}/rewrite/", editor.rewrite, name="rewrite_section"),
    path("events/<slug:slug>/publish/", publishing.publish, name="publish"),
    path("events/<slug:slug>/publish/rehearse/", publishing.rehearse, name="rehearse"),
    path("events/<slug:slug>/publish/claims/confirm/", publishing.confirm, name="confirm_claim"),
    path("events/<slug:slug>/publish/claims/question/", publishing.question, name="question_claim"),
    path("events/<slug:slug>/withdraw/", publishing.withdraw, name="withdraw"),
]
