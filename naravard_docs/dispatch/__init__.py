"""Dispatch: messages of a meeting on their way to their recipients, by the log and the answers.

It joins what ``builder`` makes with what ``send`` hands over. ``dispatch`` is what all that is sent has in common: a
log, where each recipient stands by it, and the messages that are to go now; ``prepared`` is such dispatches ready to
be looked at. What a letter is besides (answers, reminders, corrections) is in ``letter_dispatch``, what a kallelse is
in ``notice_dispatch``: ``notices`` makes it ready, ``notice_hindrances`` says when it is not to be sent. How messages
name them is in ``dispatch_words``. Reminders are not in the manifest, since they come of a day.

``archived_mail`` keeps what is sent in the archive; ``corrections`` writes a corrected letter into the meeting file
(``correction_entry``) and makes it ready.

Other rooms use ``corrections``, ``dispatch``, ``letter_dispatch``, ``message_status``, ``letters``, ``notices``,
``prepared``, ``reminders`` and ``server`` (which log-in there is).
"""
