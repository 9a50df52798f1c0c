"""The companies that a support suits, by the newest matching of each."""
