"""Dispatch: messages of a meeting on their way to their recipients, by the log and the answers.

It joins what ``builder`` makes with what ``send`` hands over. Reminders are not in the manifest, since they come of a
day.

Other rooms use ``dispatch``, ``message_status``, ``letters``, ``reminders`` and ``server`` (which log-in there is).
"""
