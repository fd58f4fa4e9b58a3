"""A site of published minutes: static pages that need no server, made of what ``bygg --publicering`` would give.

``build`` leads: the meetings that are to be there are read (``site_meetings``), become pages (``minutes_pages``,
``list_pages``, ``search_page``) and a feed (``feed``), by ``addresses`` that stay when others come, are read again for
their words and for what may not be published (``page_check``), and only then written by ``site_folder``, which knows
its own files.

Other rooms use ``build`` and ``options``.
"""
