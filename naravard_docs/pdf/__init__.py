"""From a document to a tagged PDF: faces, lines, pages, structure, marking, finish.

``structure`` plans the structure tree from the document, ``lines`` breaks text, ``flow`` stacks strips, ``pages``
lays them on pages, ``marking`` draws with marked content (the only writer of BDC and EMC), and ``finish`` and ``xmp``
write what the file needs at its end. Nothing is drawn before all pages are known, so «Sida X (Y)» needs no second
pass.

Other rooms use ``writer``, ``series``, ``finish`` (to embed a source), ``reading_copy``, and ``reading_losses`` with
``copied_annotations`` (what such a copy lacks).
"""

from naravard_docs.libraries.lazy_modules import import_when_used

import_when_used("PIL.Image")  # reportlab imports it at its head, and asks it for nothing but pictures
