"""Fits a version of the model to what advisors and companies have decided."""
