"""The domain (pydantic): what a meeting, its decisions and its recommendations are, and the rules for them.

A field has its English name and its Swedish key in one place, the model. ``values`` are the kinds of fields,
``references`` those that lead to bodies, contacts and lists: the models check them themselves, through the validation
context, so that all problems of a file come at once. ``rules`` are findings that reach over several keys, by profile
(``decision_rules`` are theirs for decisions), ``letter_rules`` those that reach to recipients and their calendars, by
way of ``deadlines``, the only one to ask ``free_days`` which days are holidays; ``correction_rules`` are those for
corrected letters. ``recommendation`` is what the file says of a letter, ``meeting_recommendation`` the same in its
context, made once and held by all that is made of it; ``response`` is what came back, ``status`` where it stands on a
day, which is an argument. ``marked_texts`` finds the texts that have marks by the types of their fields. A person on
one line is taken apart by ``person_line`` and read by ``person_data``; ``participation`` tells who took part in which
items.

What real minutes have is in ``agenda_item``, with ``motion``, ``vote``, ``statement``, ``election``, ``notice`` and
``attachment`` below it, ``approval`` for the minutes as a whole, ``numbers`` for «§§ 12–15, 17» and ``wording`` for
the house style; ``numbering`` counts the items. ``item_choice`` takes some of them by number, ``addressees`` are those
who get decisions, ``adopters`` those who adjust minutes, and ``posting_days`` the days of a notice that they are
adjusted. ``held`` tells a meeting that is ahead from one that has been held, and with it which rules are told;
``before_rules`` are those of meetings ahead. ``meeting_days`` are the days that a meeting brings, by law or by its
body's own rules, and ``year_calendar`` holds those of a year. Before the meeting there is a kallelse:
``issued_notice`` is the record of one, ``called_meeting`` what may be told in it, ``people_called`` to whom,
``notice_times`` until when, and ``meeting_time`` the hours that a calendar needs.

``public_meeting`` takes out of a meeting what is not published. ``personal_number`` and ``private_details`` find in a
text, read without its marks (``text_places``), what may not be; ``every_text`` walks through all texts.

Other rooms use the models (``meeting``, ``correction``, ``body``, ``member``, ``people``, ``numbers``, ``decision``,
``clause_type``, ``recommendation``, ``meeting_recommendation``, ``contacts``, ``organisation``, ``response``,
``registered_decision``, ``registered_item``, ``shared_templates``, ``periods``, ``planned_meeting``), what is worked
out of them (``status``, ``state``, ``disposal``, ``deadlines``, ``distribution``, ``letter_number``, ``known_facts``,
``marked_texts``, ``participation``, ``addressees``, ``adopters``, ``item_choice``, ``posting_days``, ``numbering``,
``held``, ``issued_notice``, ``called_meeting``, ``people_called``, ``notice_times``, ``meeting_time``,
``meeting_days``, ``year_calendar``, ``public_meeting``, ``personal_number``, ``private_details``, ``text_places``,
``every_text``), the findings (``finding``, ``rules``, ``letter_rules``, ``notice_rules``, ``response_rules``) with
their table (``rule_table``), and what reading needs: ``values``, ``keys``, ``references`` and ``domain_names``. What
editors are told is ``editor_forms``, how values are written, ``choice_words``, what each word of a choice means, and
``suggestions``, the marks of what names something shared.
"""
