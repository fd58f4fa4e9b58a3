"""Charts of counted states, for the eye (SVG, PNG) and in words."""
