"""From a mail's document to a draft that e-mail programs open, and from days and meetings to a calendar file.

Other rooms use ``draft`` and ``ics``.
"""
