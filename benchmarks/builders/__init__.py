"""One module per way of making the minutes, each with ``build(source, target)``: from a file to files.

A module is imported by the Python that has its libraries, and imports nothing of the other ways.
"""
