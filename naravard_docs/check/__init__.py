"""Reading produced files again as a stranger would: with the readers of others, trusting nothing of the writers."""
