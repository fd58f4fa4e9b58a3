"""The text dialect: what a written text says, block by block, and the guard that no sign of it is lost on the way.

``read`` is the door: ``read_text`` gives a text as blocks, ``read_line`` a one-line text as inline content.
"""
