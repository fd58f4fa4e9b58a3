"""From a document to a Word file: styles, numbering, body, package.

A house's own template is opened once (``package``, ``base_document``): its styles by name and made safe
(``base_styles``, ``base_numbering``), its page (``base_section``), its headers and footers (``base_running``,
``base_fields``), and what is told of it (``base_report``). What documents share is prepared of it (``template``); each
document is then written as strings and packed with a fixed date (``body``, ``writer``).

Other rooms use ``writer``, ``template`` to prepare the base before several documents are written, and ``package`` to
open what somebody else has saved.
"""
