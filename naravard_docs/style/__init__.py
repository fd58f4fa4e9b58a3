"""The look that Word and PDF share: theme, text styles, fonts and their widths, pictures.

``fonts`` cuts the variable typeface to static faces, once per machine. ``text_styles`` says how each role looks, in
points; both renderers read it, so that both look alike.

Other rooms use ``theme``, ``text_styles``, ``fonts``, ``text_widths`` (columns of tables, and tables that are too
wide), ``missing_glyphs``, ``contrast``, ``pictures``, ``picture_coding`` and
``package_versions``.
"""
