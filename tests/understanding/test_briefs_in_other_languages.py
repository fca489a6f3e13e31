"""Whole briefs in the other languages we read: every stated fact, and nothing else."""

from __future__ import annotations

import pytest

from tests.understanding.briefs import Case, facts_of, paid

CASES = [
    Case(
        (
            "Lesung „Nachtzug“ am Donnerstag, 18. März 2027, 19:30 Uhr, Buchhandlung am Markt, Marburg. Eintritt 8 €, "
            "ermäßigt 5 €. 60 Plätze."
        ),
        {
            "name": "Nachtzug",
            "kind": "talk",
            "start": "2027-03-18T19:30",
            "venue": "Buchhandlung am Markt",
            "city": "Marburg",
            "country": "DE",
            "timezone": "Europe/Berlin",
            "capacity": 60,
            "currency": "EUR",
            "tickets": [paid("8"), paid("5", "Ermäßigt")],
        },
        timezone="Europe/Berlin",
        locale="de-DE",
    ),
    Case(
        "Sommerfest der Feuerwehr, 12.06.2027, 14 bis 22 Uhr, Gerätehaus, Landshut, Eintritt frei",
        {
            "name": "Sommerfest der Feuerwehr",
            "start": "2027-06-12T14:00",
            "end": "2027-06-12T22:00",
            "venue": "Gerätehaus",
            "city": "Landshut",
            "country": "DE",
            "timezone": "Europe/Berlin",
            "tickets": [paid("0")],
        },
        timezone="Europe/Berlin",
        locale="de-DE",
        free=frozenset({"kind"}),
    ),
    Case(
        (
            "Nous organisons un atelier de reliure le samedi 6 mars 2027 de 14h à 18h à Nantes, 12 personnes maximum, "
            "45,00 €"
        ),
        {
            "kind": "workshop",
            "start": "2027-03-06T14:00",
            "end": "2027-03-06T18:00",
            "city": "Nantes",
            "country": "FR",
            "timezone": "Europe/Paris",
            "capacity": 12,
            "currency": "EUR",
            "tickets": [paid("45.00")],
        },
        timezone="Europe/Paris",
        locale="fr-FR",
    ),
    Case(
        (
            "Concierto de Los Grillos, viernes 19 de febrero de 2027 a las 21:30, Sala Rem, Murcia. Anticipada 12 €, "
            "taquilla 15 €. Aforo 350."
        ),
        {
            "name": "Concierto de Los Grillos",
            "kind": "concert",
            "start": "2027-02-19T21:30",
            "venue": "Sala Rem",
            "city": "Murcia",
            "country": "ES",
            "timezone": "Europe/Madrid",
            "capacity": 350,
            "currency": "EUR",
            "tickets": [paid("12", "Anticipada"), paid("15", "Taquilla")],
        },
        timezone="Europe/Madrid",
        locale="es-ES",
    ),
    Case(
        "Feira de artesanato em Braga, 5 e 6 de junho de 2027, das 10h às 19h, entrada livre",
        {
            "name": "Feira de artesanato",
            "kind": "fair",
            "start": "2027-06-05T10:00",
            "end": "2027-06-06T19:00",
            "city": "Braga",
            "country": "PT",
            "timezone": "Europe/Lisbon",
            "tickets": [paid("0")],
        },
        timezone="Europe/Lisbon",
        locale="pt-PT",
    ),
    Case(
        (
            "Degustazione di vini naturali, venerdì 16 aprile 2027 ore 20, Enoteca Rossi, Bologna, 30 posti, 35 € a "
            "persona"
        ),
        {
            "name": "Degustazione di vini naturali",
            "kind": "tasting",
            "start": "2027-04-16T20:00",
            "venue": "Enoteca Rossi",
            "city": "Bologna",
            "country": "IT",
            "timezone": "Europe/Rome",
            "capacity": 30,
            "currency": "EUR",
            "tickets": [paid("35")],
        },
        timezone="Europe/Rome",
        locale="it-IT",
    ),
    Case(
        "Buurtfeest op zaterdag 15 mei 2027 van 13 tot 18 uur, Wilhelminapark, Tilburg. Gratis.",
        {
            "name": "Buurtfeest",
            "kind": "party",
            "start": "2027-05-15T13:00",
            "end": "2027-05-15T18:00",
            "venue": "Wilhelminapark",
            "city": "Tilburg",
            "country": "NL",
            "timezone": "Europe/Amsterdam",
            "tickets": [paid("0")],
        },
        timezone="Europe/Amsterdam",
        locale="nl-NL",
    ),
    Case(
        "Körkonsert lördag 17 april 2027 kl. 18, Oscarskyrkan, Örebro. Vuxna 150 kr, barn 50 kr.",
        {
            "name": "Körkonsert",
            "kind": "concert",
            "start": "2027-04-17T18:00",
            "venue": "Oscarskyrkan",
            "city": "Örebro",
            "country": "SE",
            "timezone": "Europe/Stockholm",
            "currency": "SEK",
            "tickets": [paid("150", "Vuxna"), paid("50", "Barn")],
        },
        timezone="Europe/Stockholm",
        locale="sv-SE",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:40])
def test_a_brief_yields_its_facts_and_no_others(case: Case) -> None:
    assert facts_of(case) == case.facts
