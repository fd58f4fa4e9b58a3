"""The commands: options, one call each, exit codes, what the terminal shows."""
