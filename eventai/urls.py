"""Addresses: resources and acts. An event's page has the shortest address, so it comes last."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("eventai.system_urls")),
    path("", include("accounts.urls")),
    path("", include("events.urls")),
    path("", include("ticketing.urls")),
]
