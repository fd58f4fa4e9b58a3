"""The stress program: what is killed, starved of disk, run all at once or let down by a mail server loses nothing."""
