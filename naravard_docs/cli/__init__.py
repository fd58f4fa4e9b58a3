"""The commands: options, one call each, exit codes, what the terminal shows.

``main`` lists the commands, each with the module that has it; that is imported when it is used. ``show`` is the only
one to print problems for people; ``reports`` writes them for other programs. Options that several
commands have are in ``document_options``; what Tab fills in is found by ``suggestions`` and told to the shell by
``completion``. The clock is asked in ``today`` and nowhere else.

No other room uses this one.
"""
