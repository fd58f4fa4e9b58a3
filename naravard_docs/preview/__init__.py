"""A meeting in the browser while it is written: shown as HTML, renewed on each save, with what is wrong, and edited.

``serve`` runs a server on loopback (Starlette on uvicorn) and watches the meeting's files; ``guard`` is the wall around
it, ``application`` what it answers, below a key that is in every path. ``live_meeting`` has what is shown of the
meeting, as it is or last was; ``source_text`` the file as it is edited and saved. The page is in ``page/``: markup,
style, scripts of our own, and in ``vendor/`` the editor, where ``make editor`` has built it.

Other rooms use ``serve``.
"""
