"""A meeting's output folder: planned, rendered, checked, written, and verified afterwards."""
