"""YAML in and out: reading with places, wording what is wrong, writing files whole."""
