"""Dispatch: messages of a meeting on their way to their recipients, by the log and the answers."""
