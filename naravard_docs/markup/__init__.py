"""The text dialect: what a written text says, block by block, and the guard that no sign of it is lost on the way.

``lines`` know their place, ``marks`` and ``labels`` say what may begin a block, ``lists``, ``tables`` and ``blocks``
read them, ``stars``, ``brackets`` and ``addresses`` what stands within a line. ``guard``, which imports none of them,
compares source and blocks. ``rules`` is the table that the handbook's chapter and the tests are made of.

``read`` is the door: ``read_text`` gives a text as blocks, ``read_line`` a one-line text as inline content. Beside it
other rooms use ``setting`` (what it needs to know), ``faults`` (what it refuses), ``protect`` (a value's signs moved
out of the reader's sight), ``plain`` (a text without marks), ``oddities``, ``rules``, and where things stand:
``lines``, ``lists``, ``marks``; ``finish`` for addresses.
"""
