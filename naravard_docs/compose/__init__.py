"""From a meeting to its documents: one function for each kind of document."""
