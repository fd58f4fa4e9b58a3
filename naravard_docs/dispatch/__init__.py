"""Dispatch: messages of a meeting on their way to their recipients, by the log and the answers.

It joins what ``builder`` makes with what ``send`` hands over. Reminders are not in the manifest, since they come of a
day.

``archived_mail`` keeps what is sent in the archive; ``corrections`` writes a corrected letter into the meeting file
(``correction_entry``) and makes it ready.

Other rooms use ``archived_mail``, ``corrections``, ``dispatch``, ``message_status``, ``letters``, ``reminders`` and
``server`` (which log-in there is).
"""
