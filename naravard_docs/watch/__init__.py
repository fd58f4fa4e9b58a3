"""Building while somebody writes: what changes is seen, and what it concerns is built at once, in one process.

``changes`` sees files that are saved, come and go, whatever program saves them, as the operating system tells it, or by
looking again and again where it tells nothing. ``concerns`` says which meetings a changed file is of, and ``rebuild``
builds those, until it is told to stop.

Other rooms use ``changes``, ``concerns`` and ``rebuild``.
"""
