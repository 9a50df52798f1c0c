"""Matching companies again, many at once: only what a change can touch, with what a whole matching would give."""
