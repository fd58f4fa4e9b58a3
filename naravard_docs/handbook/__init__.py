"""The handbook that comes with the program, in Markdown, as pages that a browser shows without a network.

Other rooms use ``chapters``, which has the chapters, and ``page``, which makes pages of them.
"""
