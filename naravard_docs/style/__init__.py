"""The look that all formats share: theme, text styles, fonts and their widths, pictures.

``fonts`` cuts the variable typeface to static faces, once per machine; ``font_refusals`` and
``face_facts`` judge a font file of the organisation's own, ``font_family`` four of them, and ``own_fonts`` makes what
documents take. ``text_styles`` says how each role looks, in points; the renderers read it, so that all look alike.

Other rooms use ``theme``, ``text_styles``, ``fonts``, ``font_names``, ``font_family``, ``font_refusals``,
``face_facts``, ``own_fonts``, ``text_widths`` (columns of tables, and tables that are too wide), ``missing_glyphs``,
``contrast``, ``pictures``, ``picture_coding``, ``package_versions`` and ``font_cache`` (what is kept of a face).
"""
