"""The sentences of a first page, by family and tone. They promise nothing the event does not say itself.

`{name}`, `{city}`, `{venue}`, `{organizer}` and `{length}` are live fields (events.page.live): a sentence whose fact is
not known is left out when the page is shown.
"""

from typing import Literal, get_args

from events.page.families import Family

Tone = Literal["friendly", "professional", "playful"]
TONES: tuple[Tone, ...] = get_args(Tone)
Choices = dict[Tone, tuple[str, ...]]

ABOUT_HEADING: Choices = {
    "friendly": ("What to expect", "About the {noun}", "What this is"),
    "professional": ("About the {noun}", "Overview"),
    "playful": ("So, what is this?", "Here is the idea", "What we are up to"),
}

# The first paragraph. Every choice has a sentence that holds while nothing else is known.
OPENING: dict[Family, Choices] = {
    "conference": {
        "friendly": (
            "A conference in {city}. Come to listen, to ask, and to meet people who care about the same things.",
            "We meet in {city}. Come for the talks, stay for the conversations between them.",
        ),
        "professional": (
            "The conference takes place in {city}. Participation requires registration.",
            "A conference in {city}. Admission is by ticket.",
        ),
        "playful": (
            "{city}, a stage and a microphone. The breaks may be as good as the talks.",
            "Talks on stage, opinions in the corridor. {city} will hear about it.",
        ),
    },
    "meetup": {
        "friendly": (
            "An easy get-together for people with the same interest. This time in {city}.",
            "Come by, meet others, and stay for the conversation. We are in {city}.",
        ),
        "professional": (
            "A meeting of practitioners in {city}. Participation requires registration.",
            "An exchange among peers. This time in {city}.",
        ),
        "playful": (
            "Same interests, new faces. {city} meets up.",
            "Come curious, leave with new names to remember.",
        ),
    },
    "workshop": {
        "friendly": (
            "Come to learn something, together with others who want to learn it too. We meet in {city}.",
            "A workshop in {city}. Bring your questions.",
        ),
        "professional": (
            "The workshop takes place in {city}. Participation requires registration.",
            "A practical session for registered participants. It is held in {city}.",
        ),
        "playful": (
            "Sleeves up: there is something to learn. {city} is the place for it.",
            "Less watching, more doing.",
        ),
    },
    "business": {
        "friendly": ("Time together for what matters at work, away from the daily inbox. We meet in {city}.",),
        "professional": ("The event takes place in {city}. Attendance requires registration.",),
        "playful": ("Work talk, minus the usual meeting room. {city} it is.",),
    },
    "concert": {
        "friendly": (
            "Come and listen. Live at {venue}.",
            "Live music, played in front of you. {city} is the place.",
        ),
        "professional": (
            "A live performance in {city}. Admission is by ticket.",
            "A live performance at {venue}. Admission is by ticket.",
        ),
        "playful": ("Phones down, lights down, music up.", "No skip button, no shuffle. Only live."),
    },
    "festival": {
        "friendly": ("{city} comes together for {name}. Bring the people you like.",),
        "professional": ("{name} takes place in {city}. Admission is by ticket.",),
        "playful": ("{city}, make some room. {name} is moving in.", "Wear something you can dance in. {name} is on."),
    },
    "party": {
        "friendly": (
            "A reason to get together. Bring good company.",
            "{city} has a reason to get together. Bring good company.",
        ),
        "professional": ("A celebration in {city}. Admission is by ticket.",),
        "playful": ("You had other plans? Now you have better ones.", "Somebody had to throw a party."),
    },
    "race": {
        "friendly": ("Go fast or take your time. The start line is in {city}.",),
        "professional": ("The race takes place in {city}. Participation requires registration.",),
        "playful": ("Legs first, excuses later. {city} is waiting at the finish.",),
    },
    "dinner": {
        "friendly": (
            "Come and sit down with us. A table likes to be full.",
            "We have set a table in {city}. Come and sit down with us.",
        ),
        "professional": ("An evening at the table in {city}. Seats are by reservation.",),
        "playful": ("Come hungry. Leave talkative.",),
    },
    "exhibition": {
        "friendly": ("Come and look, in your own time. {venue} opens its doors.",),
        "professional": ("Shown at {venue}, {city}. Admission is by ticket.",),
        "playful": ("Look closely, then look again. {venue} is where.",),
    },
    "outdoors": {
        "friendly": ("Step outside for a while, in good company. We meet in {city}.",),
        "professional": ("{name} takes place in {city}. Participation requires registration.",),
        "playful": ("Swap the screen for some sky.",),
    },
    "family": {
        "friendly": ("A day for the small ones, and for the grown-ups who bring them. We meet in {city}.",),
        "professional": ("An event for families in {city}. Admission is by ticket.",),
        "playful": ("Grown-ups are welcome, if accompanied by children.",),
    },
    "gala": {
        "friendly": ("An evening to dress up for. We celebrate in {city}.",),
        "professional": ("An evening in {city}. Seats are by reservation.",),
        "playful": ("The good shoes want to go out. Let them.",),
    },
    "other": {
        "friendly": ("Come along, and bring somebody who would like it. We meet in {city}.",),
        "professional": ("{name} takes place in {city}. Admission is by ticket.",),
        "playful": ("Put it in the calendar before something dull does.",),
    },
}

# The sentence under it, whatever the family.
CLOSING: Choices = {
    "friendly": ("Hosted by {organizer}.", "{organizer} is your host."),
    "professional": ("The host is {organizer}.", "Presented by {organizer}."),
    "playful": ("{organizer} started it.", "Blame {organizer}. Thank them later."),
}

# Where a family's own call to action does not fit the tone.
RESERVE: dict[Tone, str | None] = {"friendly": None, "professional": "Register", "playful": "Count me in"}
FAQ_HEADING: Choices = {
    "friendly": ("Good to know", "Before you come"),
    "professional": ("Practical information",),
    "playful": ("Fine print, but short",),
}

# What holds for every ticket sold here.
QUESTIONS: dict[Tone, tuple[tuple[str, str], ...]] = {
    "friendly": (
        ("How do I get my ticket?", "By email, as soon as your order is complete. Every ticket has its own QR code."),
        ("What do I bring?", "The QR code of your ticket, on your phone or printed. We scan it at the door."),
    ),
    "professional": (
        (
            "How are tickets delivered?",
            "Tickets are sent by email once the order is complete. Each carries its own QR code.",
        ),
        ("What is required for admission?", "The QR code of the ticket, on a phone or in print."),
    ),
    "playful": (
        ("Where is my ticket?", "In your inbox, as soon as your order is complete. It has a QR code all to itself."),
        (
            "Do I need to print anything?",
            "Only if you like paper. The QR code on your phone opens the door just as well.",
        ),
    ),
}
