"""Addresses of the home page and the assistant."""

from django.urls import path

from conversations import views

app_name = "conversations"

urlpatterns = [
    path("", views.home, name="home"),
    path("assistant/", views.conversations, name="conversations"),
    path("assistant/runs/<slug:reference>/", views.answer, name="answer"),
    path("assistant/runs/<slug:reference>/stream/", views.stream, name="stream"),
    path("assistant/runs/<slug:reference>/stop/", views.stop, name="stop"),
    path("assistant/runs/<slug:reference>/retry/", views.retry, name="retry"),
    path("assistant/runs/<slug:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("assistant/calls/<slug:reference>/approve/", views.approve, name="approve"),
    path("assistant/calls/<slug:reference>/deny/", views.deny, name="deny"),
    path("assistant/files/<slug:reference>/take/", views.take, name="take_candidates"),
    path("assistant/files/<slug:reference>/discard/", views.discard, name="discard_attachment"),
    path("assistant/<slug:reference>/", views.conversation, name="conversation"),
    path("assistant/<slug:reference>/attach/", views.attach, name="attach"),
    path("assistant/<slug:reference>/news/", views.news, name="news"),
    path("assistant/<slug:reference>/preview/", views.preview, name="preview"),
    path("assistant/<slug:reference>/panel/", views.panel, name="panel"),
]
