"""Fitting a model on judged needs, and figures of needs held out."""
