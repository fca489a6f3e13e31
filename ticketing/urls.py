"""Addresses of selling and the door. An event's own address is the shortest, so it comes last."""

from django.urls import URLPattern, path

from ticketing import desk_urls
from ticketing.views import checkout, door, feeds, pictures, sharing, storefront

app_name = "ticketing"
urlpatterns: list[URLPattern] = [
    path("tickets/", checkout.my_tickets, name="my_tickets"),
    path("orders/<slug:reference>/", checkout.order, name="order"),
    path("orders/<slug:reference>/details/", checkout.details, name="details"),
    path("orders/<slug:reference>/pay/", checkout.pay, name="pay"),
    path("orders/<slug:reference>/release/", checkout.release, name="release"),
    path("orders/<slug:reference>/again/", checkout.again, name="again"),
    path("orders/<slug:reference>/tickets/<int:position>/", checkout.ticket_page, name="ticket_page"),
    path("events/<slug:slug>/door/", door.door, name="door"),
    path("events/<slug:slug>/door/guests/", door.guests, name="guests"),
    path("events/<slug:slug>/door/undo/", door.undo, name="undo_check_in"),
    *desk_urls.urlpatterns,
    path("events/<slug:slug>/share/", sharing.share, name="share"),
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("o/<slug:organizer>/", feeds.organizer_page, name="organizer"),
    path("o/<slug:organizer>/feed.xml", feeds.organizer_feed, name="organizer_feed"),
    path("o/<slug:organizer>/calendar.ics", feeds.organizer_calendar, name="organizer_calendar"),
    path("looks/<slug:preset>/<slug:accent>.css", pictures.own_look, name="own_look"),
    path("<slug:slug>/reserve/", storefront.reserve, name="reserve"),
    path("<slug:slug>/availability/", storefront.availability, name="availability"),
    path("<slug:slug>/embed/", storefront.widget, name="widget"),
    path("<slug:slug>/cover.svg", pictures.cover_svg, name="cover"),
    path("<slug:slug>/social.png", pictures.social_image, name="social_image"),
    path("<slug:slug>/art/<slug:ref>.svg", pictures.speaker_art, name="speaker_art"),
    path("<slug:slug>/calendar.ics", feeds.calendar, name="calendar"),
    path("<slug:slug>/", storefront.event_page, name="event_page"),
]
