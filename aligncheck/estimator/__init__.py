"""The estimator: which words of a translation are wrong, and how good each sentence is."""
