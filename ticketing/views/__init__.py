"""Pages by audience: buyers, organizers, the door."""
