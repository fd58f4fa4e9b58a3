"""Answers to recommendations: found, read with their letters, recorded one by one or as a list, sent by the log."""
