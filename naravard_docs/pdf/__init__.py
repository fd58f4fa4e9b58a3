"""From a document to a tagged PDF: faces, lines, pages, structure, marking, finish."""
