"""Meeting minutes and recommendation letters, from YAML to Word and PDF."""

__version__ = "0.4.0"
