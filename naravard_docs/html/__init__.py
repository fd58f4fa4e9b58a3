"""From a document to a page for the web: one file with its own look, that runs nothing and fetches nothing.

Blocks and inlines become markup (``body``), the theme becomes rules for screens, dark ones too, and for paper
(``stylesheet``, with colours from ``palette``), what is told of a meeting becomes JSON-LD (``structured_data``), and
``writer`` puts them together. ``page`` is what a page has around its document when it is one of a site.

Other rooms use ``writer``, and those that make pages of a site ``page``, ``stylesheet``, ``markup`` and ``body``, too.
"""
