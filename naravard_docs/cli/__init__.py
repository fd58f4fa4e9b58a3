"""The commands: options, one call each, exit codes, what the terminal shows.

``main`` lists the commands, each with the module that has it; that is imported when it is used. ``show`` is the only
one to print problems for people; ``reports`` writes them for other programs. The clock is asked in ``today`` and
nowhere else.

No other room uses this one.
"""
