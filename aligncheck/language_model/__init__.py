"""A second witness: a language model that has read the original. Needs the extra `lm`."""
