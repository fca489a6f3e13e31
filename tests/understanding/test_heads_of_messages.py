"""The words at the head of a message that are what the event is called, behind every way of leading up to them."""

from __future__ import annotations

import pytest

from tests.understanding.briefs import read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Create an event for the Riverside Book Fair on 5 March 2027 in Leeds", "Riverside Book Fair"),
        ("Create a page for Riverside Book Fair, 5 March 2027", "Riverside Book Fair"),
        ("I need a page for our annual Riverside Book Fair (5 March 2027, Leeds)", "annual Riverside Book Fair"),
        ("We are organising the 12th Riverside Book Fair on 5 March 2027", "12th Riverside Book Fair"),
        ("Our club is hosting Riverside Book Fair 2027 at the Mill, Leeds on 5 March", "Riverside Book Fair 2027"),
        ("Riverside Book Fair will take place on 5 March 2027 in Leeds", "Riverside Book Fair"),
        ("The Riverside Book Fair returns to Leeds on 5 March 2027!", "Riverside Book Fair"),
        ("Please add: Riverside Book Fair, 5 March 2027, Leeds", "Riverside Book Fair"),
        ("hi, can you add riverside book fair on 5 march 2027 in leeds", "riverside book fair"),
        ("hello! i'd like to set up riverside book fair for 5 march 2027", "riverside book fair"),
        ("Event name: Riverside Book Fair\nDate: 5 March 2027", "Riverside Book Fair"),
        ("Title - Riverside Book Fair\nDate - 5 March 2027", "Riverside Book Fair"),
        ("EVENT: RIVERSIDE BOOK FAIR\nDATE: 5 MARCH 2027", "Riverside Book Fair"),
        ("*Riverside Book Fair*\n5 March 2027\nLeeds", "Riverside Book Fair"),
        ("# Riverside Book Fair\n\n5 March 2027, Leeds", "Riverside Book Fair"),
        ("Riverside Book Fair | 5 March 2027 | Leeds", "Riverside Book Fair"),
        ("Riverside Book Fair – 5 March 2027 – Leeds", "Riverside Book Fair"),
        ("Riverside Book Fair (5 March 2027, Leeds)", "Riverside Book Fair"),
        ("5 March 2027: Riverside Book Fair, Leeds", "Riverside Book Fair"),
        ("5/3/2027 Riverside Book Fair Leeds £5", "Riverside Book Fair Leeds"),
        ("On 5 March 2027 we're holding the Riverside Book Fair in Leeds", "Riverside Book Fair"),
        ("On Friday 5 March 2027 Riverside Book Fair opens in Leeds", "Riverside Book Fair"),
        ("Save the date for Riverside Book Fair: 5 March 2027", "Riverside Book Fair"),
        ("Tickets for Riverside Book Fair go on sale, it's on 5 March 2027 in Leeds", "Riverside Book Fair"),
        ("so basically it's called riverside book fair and it's on 5 march 2027 in leeds", "Riverside book fair"),
        ("so the thing is called riverside book fair, 5 march 2027", "Riverside book fair"),
        ('The event is called "Riverside Book Fair" and is on 5 March 2027', "Riverside Book Fair"),
        ('"Riverside Book Fair" on 5 March 2027 at the Mill', "Riverside Book Fair"),
        (
            "My wife and I are running a beginners' pottery workshop on 5 March 2027 in Leeds",
            "beginners' pottery workshop",
        ),
        ("Can you help me set up a wine tasting for 20 people on 5 March 2027", "wine tasting"),
        ("I want to do a small acoustic concert in my garden on 5 June 2027", "small acoustic concert"),
        ("We'd like a Christmas party for the staff on 18 December 2026", "Christmas party"),
        ("Looking to host a charity quiz on 5 March 2027 at the Mill, Leeds", "charity quiz"),
        ("Need a page for a 5-a-side football tournament on 5 June 2027", "5-a-side football tournament"),
        ("Yoga with Priya, 5 June 2027, 9am, Leeds", "Yoga with Priya"),
        ("Dinner with the Chef, 5 June 2027, 7pm, Leeds", "Dinner with the Chef"),
        ("An Evening with Joan Baxter, 5 June 2027, 7pm, Leeds", "Evening with Joan Baxter"),
        ("Bach by Candlelight, 5 June 2027, 7pm, York Minster", "Bach by Candlelight"),
        ("Songs from the North, 5 June 2027, 7pm, Leeds", "Songs from the North"),
        ("Beer, Bread & Blues: 5 June 2027, 7pm, Leeds", "Beer, Bread & Blues"),
        ("Build Your First Robot, 5 June 2027, 10am, Leeds", "Build Your First Robot"),
        ("Panel discussion: Who pays for the bridge? 5 June 2027, Leeds", "Who pays for the bridge"),
        ("Workshop: Sourdough for Beginners. 5 June 2027, 10am, Leeds, £40", "Sourdough for Beginners"),
        ("Sourdough for Beginners (workshop), 5 June 2027, 10am, Leeds, £40", "Sourdough for Beginners"),
        ("DevOpsDays Leeds 2027, 5-6 June 2027", "DevOpsDays Leeds 2027"),
        ("PyData Leeds #14 on 5 June 2027 at 6pm", "PyData Leeds #14"),
        (
            "4th International Workshop on Sparse Graphs, 5-6 June 2027, Leeds",
            "4th International Workshop on Sparse Graphs",
        ),
        (
            "Bitte erstelle eine Seite für das Sommerfest der Feuerwehr am 5. Juni 2027 in Fürth",
            "Sommerfest der Feuerwehr",
        ),
        ("Wir planen ein Nachbarschaftsfest am 5. Juni 2027 in Fürth", "Nachbarschaftsfest"),
        ("Lesung mit Juli Zeh, 5. Juni 2027, 19 Uhr, Stadtbibliothek Fürth", "Lesung mit Juli Zeh"),
        ("Offene Werkstatt am 5. Juni 2027, 14 Uhr, Fürth", "Offene Werkstatt"),
        ("Tag der Musik, 5. Juni 2027, Fürth", "Tag der Musik"),
        ("Créez un événement pour la Fête du Port, le 5 juin 2027 à Nantes", "Fête du Port"),
        ("Nous organisons un tournoi de pétanque le 5 juin 2027 à Nantes", "tournoi de pétanque"),
        ("Atelier d'écriture avec Léa Moreau, 5 juin 2027, 14h, Nantes", "Atelier d'écriture avec Léa Moreau"),
        (
            "Quiero crear un evento: Feria del Libro de Vallecas, 5 de junio de 2027, Madrid",
            "Feria del Libro de Vallecas",
        ),
        ("Organizamos una noche de boleros el 5 de junio de 2027 en Madrid", "noche de boleros"),
        ("Quero divulgar a Festa do Pinhão, 5 de junho de 2027, Lages", "Festa do Pinhão"),
        ("Vorrei creare un evento per la Notte dei Musei, 5 giugno 2027, Padova", "Notte dei Musei"),
        ("Maak een pagina voor het Lentefeest op 5 juni 2027 in Groningen", "Lentefeest"),
        ("Skapa en sida för Vårloppet den 5 juni 2027 i Örebro", "Vårloppet"),
        ("ok new one: Midsummer Swim, 20 june 2027, 7am, Ilkley lido", "Midsummer Swim"),
        ("Midsummer Swim. 20 June 2027. 7am. Ilkley Lido. £10.", "Midsummer Swim"),
        ("7am on 20 June 2027 - Midsummer Swim at Ilkley Lido", "Midsummer Swim"),
        ("we're putting on a play, 'The Glass Room', 5-7 june 2027 in leeds", "The Glass Room"),
        ("The Glass Room (play), 5-7 June 2027, Leeds", "Glass Room"),
        ("our drama club presents The Glass Room on 5 June 2027", "Glass Room"),
        (
            "Screening of The Glass Room, 5 June 2027, 8pm, Hyde Park Picture House, Leeds",
            "Screening of The Glass Room",
        ),
        ("Film night: The Glass Room, 5 June 2027, 8pm, Leeds", "The Glass Room"),
        (
            "Annual general meeting of the Leeds Beekeepers, 5 June 2027 7pm",
            "Annual general meeting of the Leeds Beekeepers",
        ),
        ("Leeds Beekeepers AGM 5 June 2027 7pm", "Leeds Beekeepers AGM"),
        ("Jazz & Supper Club, 5 June 2027, 7pm", "Jazz & Supper Club"),
        ("80s Night, 5 June 2027, 9pm, Leeds", "80s Night"),
        ("10K for Hospice Leeds, 5 June 2027, 9am", "10K for Hospice Leeds"),
        ("Leeds 10K, 5 June 2027, 9am", "Leeds 10K"),
    ],
)
def test_the_event_is_called_so(text: str, name: str) -> None:
    brief = read(text, "Europe/Berlin")
    found = brief.name or brief.summary

    assert found is not None
    assert found.value == name
