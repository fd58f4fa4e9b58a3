"""Sending: a user's mail server, messages handed over to it, and the log of what was sent to whom.

``server`` speaks with the mail server, where ``login`` logs in with a password or an access token; ``identity``
speaks with the provider that gives one, ``tokens`` renews it, and what lasts is in the ``key_ring``. What refusals
mean is in ``refusals`` and ``identity_errors``. ``run`` hands messages over (``handover``), one after another:
«påbörjat» is in the log on the disk before a message leaves and «skickat» after the server has taken it, so that what
a crash leaves in between is known to be uncertain (docs/reliability.md). The log says, too, in which way a letter
went (``mode``); what it calls what was sent is in ``occasions``.

Other rooms use ``run``, ``message``, ``log``, ``event``, ``mode`` and ``occasions``, and for the log-in
``server``, ``login``, ``password``, ``identity``, ``tokens``, ``key_ring`` and ``trust``.
"""
