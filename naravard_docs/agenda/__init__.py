"""A new meeting's file: who is in office, what a body always takes up, and what earlier meetings left to be done.

``new_meeting`` leads: ``earlier_meetings`` reads a body's meetings before the day, and each of ``previous_minutes``,
``tasks``, ``tabled_items`` and ``open_recommendations`` says what of them is to be taken up. ``heading_list`` reads a
list that somebody has pasted (``heading_marks``: what stands before and after a heading). All of it becomes
``draft_item`` after ``draft_item``, put in their order by ``item_order``; ``meeting_file`` writes them, with those who
are in office (``attendance``). What a secretary is to fill in is left open.

Other rooms use ``new_meeting``, ``body_choice`` (what the words of a command name) and ``heading_list``.
"""
