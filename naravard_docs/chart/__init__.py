"""Charts of counted states, for the eye (SVG, PNG) and in words.

A chart is a ``drawing`` of shapes, which ``svg`` and ``png`` write alike.

Other rooms use ``stacked_bars`` (a chart, and its words), ``fills``, ``svg`` and ``png``.
"""
