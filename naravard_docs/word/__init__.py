"""From a document to a Word file: styles, numbering, body, package."""
