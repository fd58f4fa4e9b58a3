"""Reports over many recommendations or meetings: where recommendations stand, and the register of decisions."""
