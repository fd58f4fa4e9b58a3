"""YAML in and out: texts as a tree with places, models made of it, what is wrong in Swedish, lines changed."""
