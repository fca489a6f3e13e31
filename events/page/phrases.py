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

# The first paragraph where the organizer has not said what it is.
OPENING: dict[Family, Choices] = {
    "conference": {
        "friendly": (
            "A conference in {city}. Come to listen, to ask, and to meet people who care about the same things.",
            "Come to {city} to listen, ask and talk to people who work on the same questions.",
        ),
        "professional": (
            "A conference in {city}, hosted by {organizer}.",
            "The conference brings the field together in {city}. It is hosted by {organizer}.",
        ),
        "playful": (
            "Talks in {city}, and everything you only hear in the breaks.",
            "{city}, a stage, a microphone, and plenty of opinions.",
        ),
    },
    "meetup": {
        "friendly": (
            "An easy get-together in {city} for people with the same interest.",
            "Come by, meet others in {city}, and stay for the conversation.",
        ),
        "professional": (
            "A meeting of practitioners in {city}.",
            "An exchange among peers in {city}, hosted by {organizer}.",
        ),
        "playful": (
            "Same interests, same room, new faces: {city} meets up.",
            "Come curious, leave with new names to remember.",
        ),
    },
    "workshop": {
        "friendly": (
            "A workshop: come to learn something, together with others who want to learn it too.",
            "Come to {city}, try it yourself and ask as you go.",
        ),
        "professional": ("A workshop in {city}, hosted by {organizer}.", "A practical session, hosted by {organizer}."),
        "playful": ("Sleeves up: this is the kind of learning you do with your hands.", "Less watching, more doing."),
    },
    "business": {
        "friendly": ("Time together in {city} for what matters at work, away from the daily inbox.",),
        "professional": ("A seminar in {city}, hosted by {organizer}.", "A working session in {city}."),
        "playful": ("Work talk in {city}, minus the usual meeting room.",),
    },
    "concert": {
        "friendly": ("An evening of live music in {city}.", "Come and hear it live at {venue}."),
        "professional": (
            "A live performance at {venue}, {city}.",
            "An evening of live music, presented by {organizer}.",
        ),
        "playful": ("Phones down, lights down, music up.", "One room, live music, no skip button."),
    },
    "festival": {
        "friendly": ("{city} comes together for {name}. Bring the people you like.",),
        "professional": ("{name} is a festival in {city}, presented by {organizer}.",),
        "playful": ("{city}, make some room: {name} is moving in.", "Wear something you can dance in."),
    },
    "party": {
        "friendly": ("A reason to get together. Bring good company and an easy mood.",),
        "professional": ("A celebration hosted by {organizer}.",),
        "playful": ("You had other plans? Now you have better ones.", "Somebody had to throw a party in {city}."),
    },
    "race": {
        "friendly": ("Run it fast or take your time: the start line in {city} is for everybody who signs up.",),
        "professional": ("A race in {city}, organized by {organizer}.",),
        "playful": ("Lace up, {city}. Legs first, excuses later.",),
    },
    "dinner": {
        "friendly": (
            "Come and sit down with us. A table is best when it is full.",
            "A table in {city}, and a seat at it for you.",
        ),
        "professional": ("An evening at the table, hosted by {organizer}.",),
        "playful": ("Come hungry. Leave talkative.",),
    },
    "exhibition": {
        "friendly": ("Come and look, in your own time. {venue} opens its doors.",),
        "professional": ("Presented by {organizer} at {venue}, {city}.",),
        "playful": ("Look closely, then look again.",),
    },
    "outdoors": {
        "friendly": (
            "Time outdoors and time for yourself, in good company.",
            "Step outside for a while. {city} is waiting.",
        ),
        "professional": ("{name} takes place in {city}, hosted by {organizer}.",),
        "playful": ("Swap the screen for some sky.",),
    },
    "family": {
        "friendly": ("A day for the small ones, and for the grown-ups who bring them.",),
        "professional": ("A family event in {city}, organized by {organizer}.",),
        "playful": ("Grown-ups welcome, if accompanied by children.",),
    },
    "gala": {
        "friendly": ("An evening to dress up for and to remember together.",),
        "professional": ("An evening in {city}, hosted by {organizer}.",),
        "playful": ("The good shoes want to go out. Let them.",),
    },
    "other": {
        "friendly": ("{name} takes place in {city}. Come along.", "Come along, and bring somebody who would like it."),
        "professional": ("{name} is hosted by {organizer}.",),
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
