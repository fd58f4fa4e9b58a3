"""From a mail's document to a draft that e-mail programs open, and from days and meetings to a calendar file.

``frame`` is what e-mails to each have in common. Other rooms use ``draft``, ``frame`` (the files with an e-mail) and
``ics``.
"""
