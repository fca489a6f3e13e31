"""The landing page: a versioned list of typed sections, how it is drawn from an event's facts, read and laid out.

Pure Python: nothing in this package reads the database or renders HTML.
"""
