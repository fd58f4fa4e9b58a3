"""Reading produced files again as a stranger would: with the readers of others, trusting nothing of the writers.

``pdf`` and ``word`` read a file's text, ``pdf_rules`` and ``word_rules`` say what is wrong with it, each fault with
the clause of its standard. It shares no code with the writers: ``word_numbers`` counts lists as Word does,
``objects`` reads PDF objects, ``embedded_font`` the fonts in a PDF.

``layers`` reads all that a file says, also where only programs see it, and ``withheld`` proves that nothing is there
that is left out of what is published.

Other rooms use ``pdf_rules``, ``word_rules``, ``copy_rules`` (a reading copy beside its attachments), ``embedded``
(the meeting file within a PDF), ``layers`` and ``withheld``; tests read by ``pdf`` and ``word``.
"""
