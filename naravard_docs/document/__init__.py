"""The page words: what a document consists of, before anyone has decided how it looks."""
