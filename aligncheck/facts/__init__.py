"""Facts: what a text says of numbers, dates, amounts, names and the like, read alike on both sides of a bead."""
