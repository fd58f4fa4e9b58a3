"""Reports over many recommendations or meetings: where these stand, the register of decisions, the year of bodies.

Other rooms use ``status_report``, ``decision_register``, ``register_json``, ``selection`` (who and what is chosen),
``sort_key``, ``meeting_calendar`` with its ``calendar_table`` (as a table and as JSON) and ``calendar_remarks``, and
``cached_answer``, which tells again what was told while nothing has changed.
"""
