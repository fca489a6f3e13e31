"""Addresses: resources and acts. An event's page has the shortest address, so it comes last."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

handler500 = "eventai.http.broke_down"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("eventai.system_urls")),
    path("", include("accounts.urls")),
    path("", include("conversations.account_urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("conversations.urls")),
    path("", include("events.urls")),
    path("", include("ticketing.urls")),
]
