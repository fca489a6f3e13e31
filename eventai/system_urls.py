"""Addresses of the house's own pages."""

from django.urls import path

from eventai import views

app_name = "eventai"

urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<uuid:letter_id>/", views.letter, name="letter"),
    path("files/link/<str:token>/", views.private_file, name="private_file"),
    path("files/documents/<path:path>", views.document, name="document"),
    path("files/<slug:bucket>/<path:path>", views.stored_file, name="stored_file"),
    path("static-sheets/<slug:name>.<slug:tag>.css", views.sheet, name="sheet"),
    path("healthz", views.healthz, name="healthz"),
]
