"""A workspace's folders and files: safely read and written, meetings loaded with all that they share.

``load`` reads a meeting, ``workspace`` what meetings share. ``files`` writes whole or not at all, keeping a file's
mode and links; ``containment`` is the one door for writing: nothing leaves the folder that it is given. ``locks`` are
the operating system's own. ``file_names`` is the only way to a file that somebody named: names are compared after
NFC. Distribution lists are put together from those that they include (``distribution``, here and in ``meeting/``),
once for all meetings.

Other rooms use ``load`` and ``workspace``; for files ``containment``, ``files``, ``file_names``, ``folders``,
``locks`` and ``unreadable_file``; ``known_recommendations``, ``section_order``, ``attached_pdf``, and what single
commands are made of: ``account``, ``schema``, ``schema_suggestions``, ``start``, ``own_workspace``, ``rule_texts``,
``listed_keys``. What a meeting file says is meant so is read by ``silences``.
"""
