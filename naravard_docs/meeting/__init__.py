"""The domain: what a meeting, its decisions and its recommendations are."""
