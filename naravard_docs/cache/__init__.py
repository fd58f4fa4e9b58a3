"""Answers about meetings that were given before, kept in the user's cache folder for as long as nothing changes.

An answer is kept with everything that it was made of: ``answers`` keeps and finds them, for whoever has the work that
makes them anew; ``store`` is where they lie, for whoever tells of that or removes it. ``sources`` tells what files are.
"""
