"""From a meeting to its documents: one function for each kind of document.

Texts become blocks by ``texts``, which asks ``markup``. The standing texts are Jinja2 (``template``), filled in
within ``sandbox``, which counts steps and letters. Where a text says ``{{ beslut }}`` on a line of its own, the
program puts in blocks with their own roles and ids, not text: a decision is quoted, never retyped. ``normalise`` sees
to it that the finished document skips no heading level and uses no id twice. No file is read here: all comes as
arguments.

An item of the minutes is put together in ``item``, part by part in the body's order: what each part prints stands in
``item_parts``, ``said`` (motions, reservations, statements), ``votes`` and ``decision``, its heading in
``part_headings``, and what they all ask of the meeting in ``printed_item``.

A kallelse is put together by ``notice_of_meeting`` of what ``notice_source`` has of the meeting, its agenda by
``notice_agenda``, its entry in a calendar by ``notice_calendar``, and the e-mail with it by ``notice_mail``.

Other rooms use a module for each kind: those of the kallelse, ``minutes``, ``extract``, ``extract_mail``, ``posting``,
``posting_proof``, ``recommendation``, ``mail``, ``reminder``, ``follow_up``, ``calendar``, ``meeting_calendar``,
``attachments``, ``attached_pdfs``, ``letterhead`` and ``shared_blocks``; ``status_sentences``,
``specimen`` (a made-up letter, to judge standing texts by), ``meeting_facts`` (a meeting's days in words), and of
``texts`` and ``template`` what they refuse and remark, and how blocks are named.
"""
