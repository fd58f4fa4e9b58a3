"""Sending: a user's mail server, messages handed over to it, and the log of what was sent to whom."""
