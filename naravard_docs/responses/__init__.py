"""Answers to recommendations: found, read with their letters, recorded one by one or as a list, sent by the log.

``find`` finds recommendations, ``load`` reads each answer file with its meeting (``answer_file`` what can be read of
one), ``record`` and ``import_list`` write back entry by entry: ``additions`` adds facts and refuses what differs from
those that stand, ``corrections`` replaces them and keeps what stood. What an item follows up (``follow_ups``) is read
last, of meetings that are read alone: they may refer to each other.

Other rooms use ``find``, ``load``, ``record``, ``import_list``, ``entry``, ``columns`` (of lists, in and out),
``deliveries`` (what the log says), ``log_files`` (reads a log), ``follow_ups``, ``answer_problems`` and
``orphaned_files``.
"""
