"""What the program costs, beside others that make the same minutes; run it with «make bench»."""
