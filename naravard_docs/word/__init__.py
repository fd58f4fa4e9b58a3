"""From a document to a Word file: styles, numbering, body, package.

python-docx opens the base once per house (``base_document``, ``template``: styles by name, numbering, fonts carried
along); each document is then written as strings and packed with a fixed date (``body``, ``writer``).

Other rooms use ``writer``, and ``template`` to prepare the base before several documents are written.
"""
