"""The demo world of a first start: people, events, sales, a door at work. All of it by the operations."""

from conversations.demo.world import PASSWORD, SIGN_INS, load_demo_world

__all__ = ["PASSWORD", "SIGN_INS", "load_demo_world"]
