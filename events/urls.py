"""Addresses of the desk's pages about an event itself. They come before ticketing's, whose slugs would take `new`."""

from django.urls import path

from events import picture_views, views

app_name = "events"
_TASK = "events/<slug:slug>/tasks/<slug:rule>/<str:occurrence>"
urlpatterns = [
    path("events/new/", views.new, name="new"),
    path("events/<slug:slug>/edit/", views.edit, name="edit"),
    path("events/<slug:slug>/pictures/", picture_views.pictures, name="pictures"),
    path("events/<slug:slug>/pictures/add/", picture_views.add, name="add_picture"),
    path("events/<slug:slug>/pictures/top/", picture_views.set_top, name="set_top_picture"),
    path("events/<slug:slug>/pictures/<uuid:picture>/", picture_views.state, name="picture_state"),
    path("events/<slug:slug>/pictures/<uuid:picture>/caption/", picture_views.caption, name="caption_picture"),
    path("events/<slug:slug>/pictures/<uuid:picture>/remove/", picture_views.remove, name="remove_picture"),
    path("events/<slug:slug>/tasks/", views.tasks, name="tasks"),
    path("events/<slug:slug>/tasks/add/", views.add, name="add_task"),
    path(f"{_TASK}/approve/", views.approve, name="approve_task"),
    path(f"{_TASK}/dismiss/", views.dismiss, name="dismiss_task"),
    path(f"{_TASK}/complete/", views.complete, name="complete_task"),
    path(f"{_TASK}/reschedule/", views.reschedule, name="reschedule_task"),
    path(f"{_TASK}/restore/", views.restore, name="restore_task"),
    path(f"{_TASK}/revise/", views.revise, name="revise_task"),
]
