"""Reading produced files again as a stranger would: with the readers of others, trusting nothing of the writers.

``pdf``, ``word`` and ``html`` read a file's text, ``pdf_rules``, ``word_rules`` and ``html_rules`` say what is wrong
with it, each fault with the clause of its standard. It shares no code with the writers: ``word_numbers`` counts lists
as Word does, ``objects`` reads PDF objects, ``embedded_font`` the fonts in a PDF, ``html_tree`` the elements of a page.
A Word file that people have worked in is read by ``edited_word`` into ``passages``, its runs by ``edited_runs``.

A PDF that was signed elsewhere may be anyone's: ``signed_file`` is a program of its own, which compares it with the
one that was built: page by page (``signed_pages``, ``page_comparison``), what lies on the pages
(``signed_annotations``), what the file says and carries (``signed_catalog``), and its ``signatures``.
``content_tokens`` and ``object_digest`` are what stays the same when another program writes a file anew,
``page_layout`` is where things are drawn.

``layers`` reads all that a file says, also where only programs see it, and ``withheld`` proves that nothing is there
that is left out of what is published.

Other rooms use ``pdf_rules``, ``word_rules``, ``html_rules``, ``copy_rules`` (a reading copy beside its attachments),
``embedded`` (the meeting file within a PDF), ``edited_word`` with ``passages`` and the names in ``word_package``,
``signatures`` and ``signed_report`` (what ``signed_file`` answers), ``layers`` and ``withheld``; tests read by ``pdf``,
``word`` and ``html``.
"""
