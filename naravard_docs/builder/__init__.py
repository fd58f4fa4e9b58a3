"""A meeting's output folder: planned, rendered, checked, written, and verified afterwards.

``plan`` composes (documents and e-mails: ``outgoing``)
and renders what is asked for in ``options``, with ``reading_copies``; ``output_check`` has each Word
and PDF document read again and compared with what was composed; ``build`` writes only then, by ``output_folder``:
locked, whole, with its manifest, and what was changed by hand put aside. The manifest says what was built of what; by
its hashes alone ``up_to_date`` leaves a meeting as it is, before any model is made, and tells again what was told.
``follow_up`` builds documents of a day, ``verify`` builds again in memory, ``audit`` asks veraPDF. ``signed`` compares
a PDF that was signed elsewhere with the built one that ``signed_sources`` finds, and ``signature_problems`` says what
is wrong with its signatures. ``sent_letters`` tells the letters that were sent from those that would be built now,
``sent_files`` the built files that belong to them.

Minutes that are adopted (justerade) are stored in the meeting's archive. ``adopted`` has their words and files there,
``adoption`` what a build may do with them: their words stay, and what they would become is told; a correction in the
meeting file makes a new version, and ``correct`` writes it there. ``adopt`` writes that minutes are adopted, as an
entry (``approval_entry``) with the fingerprint of their words, which ``fingerprints`` judges; ``line_differences``
tells lines that differ, and ``adopted_words`` asks for commands that build nothing. ``orphaned_archives`` are those
whose meeting file was renamed. What a command records in a meeting file is written by ``meeting_edit``, which leaves
its other lines as they stand.

``publication`` makes of a loaded meeting what is published of it: without what is under secrecy, and with a mark where
``private_texts`` finds how private persons are reached; ``published_files`` looks through attachments and templates.
``withheld_check`` reads the files of it again before they are written. ``published_minutes`` gives them in memory, to
be put into a site.

``extracts`` makes extracts of the minutes, ``postings`` the notices that they are adjusted, ``notices_of_meeting`` the
kallelse before a meeting; all write by ``other_files``, beside what ``bygg`` makes. A kallelse that is issued is
recorded, stored and compared with what would be issued now by ``issued_notices``; ``notice_remarks`` is what is told
of one. To whom it was sent is in ``notice_logs``; by what name calendars know a meeting, and no other, in
``meeting_identities``; ``mail_heads`` reads who a mail is from and to. ``diagnosis`` tells what is on the machine.

``word_comparison`` compares a Word file that people have changed with what its meeting gives now:
``compared_document`` finds which document it is, ``passage_alignment`` which passage is which, ``compared_words``
which words are the same, ``word_differences``, ``form_differences`` and ``picture_differences`` tell what differs,
and ``text_origins`` where it is to be changed, by ``source_words``. ``meeting_calendars`` writes the year of bodies,
which is no one meeting's, and ``not_held`` tells when the minutes that are built are of a meeting that is ahead.
``standard_input`` checks a meeting file that no disk has; ``cached_checks`` checks many, and reads only those that
have changed since they were checked; ``future_dates`` are days in answers and logs that have not come.
``kept_workspaces`` reads templates once for all meetings.

Other rooms use ``build``, ``cached_checks``, ``options``, ``plan``, ``outgoing``, ``output_check``,
``output_folder``, ``manifest``, ``follow_up``, ``audit``, ``adopt``, ``adoption``, ``adopted_words``,
``meeting_edit``, ``meeting_identities``, ``correct``, ``outcome_rules``, ``sent_letters``, ``orphaned_archives``,
``extracts``, ``postings``, ``notices_of_meeting``, ``issued_notices``, ``notice_logs``, ``mail_heads``,
``diagnosis``, ``signed``, ``signature_problems``, ``word_comparison``, ``word_differences``, ``meeting_calendars``,
``standard_input``, ``published_minutes``, ``publication``, ``withheld_check``, ``adopted`` and ``all_problems``.
"""
