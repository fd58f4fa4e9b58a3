"""A meeting's output folder: planned, rendered, checked, written, and verified afterwards.

``plan`` composes and renders what is asked for in ``options``, with ``reading_copies``; ``output_check`` has each Word
and PDF document read again and compared with what was composed; ``build`` writes only then, by ``output_folder``:
locked, whole, with its manifest, and what was changed by hand put aside. The manifest says what was built of what; by
its hashes alone ``up_to_date`` leaves a meeting as it is, before any model is made, and tells again what was told.
``follow_up`` builds documents of a day, ``verify`` builds again in memory, ``audit`` asks veraPDF. ``sent_letters``
tells the letters that were sent from those that would be built now, ``sent_files`` the built files that belong to them.

Minutes that are adopted (justerade) are stored in the meeting's archive. ``adopted`` has their words and files there,
``adoption`` what a build may do with them: their words stay, and what they would become is told; a correction in the
meeting file makes a new version, and ``correct`` writes it there. ``orphaned_archives`` are those whose meeting file
was renamed. What a command records in a meeting file is written by ``meeting_edit``, which leaves its other lines as
they stand.

``extracts`` makes extracts of the minutes, ``postings`` the notices that they are adjusted, ``notices_of_meeting`` the
kallelse before a meeting; all write by ``other_files``, beside what ``bygg`` makes. A kallelse that is issued is
recorded, stored and compared with what would be issued now by ``issued_notices``; ``notice_remarks`` is what is told of
one. To whom it was sent is in ``notice_logs``; ``mail_heads`` reads who a mail is from and to. ``diagnosis`` tells what is on the machine.

Other rooms use ``build``, ``options``, ``plan``, ``output_check``, ``output_folder``, ``manifest``, ``follow_up``,
``audit``, ``correct``, ``outcome_rules``, ``sent_letters`` ``orphaned_archives``, ``extracts``, ``meeting_edit``,
``postings``, ``notices_of_meeting``, ``issued_notices``, ``notice_logs`` and ``mail_heads``.
"""
