"""YAML in and out: texts as a tree with places, models made of it, what is wrong in Swedish, lines changed.

``text`` reads a file and refuses marks of a conflict (``conflict_markers``), for every reader. ``tree`` turns YAML
``events`` into texts with places: nothing is guessed, anchors and tags are refused (``syntax`` says it in Swedish),
and what a fault of form leaves in doubt is marked. ``validate`` has pydantic make models of a tree; what fails is
worded by the error's type (``error_messages``, ``people_messages``, ``key_suggestions``) and placed by its path
(``error_context``), and the rest is read part by part (``partial``). ``edit`` finds the lines of what is to change and
``round_trip`` has ruamel.yaml change those, and no others; ``edit_mapping`` does it for one mapping, the root or one
deep in a file.

Other rooms use ``text``, ``tree``, ``validate``, ``keys``, ``edit``, ``edit_mapping`` and
``round_trip``.
"""
