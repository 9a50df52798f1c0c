"""The exchange formats of docs/formats.md: text to the engine's values and back."""
