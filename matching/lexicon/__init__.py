"""The engine's knowledge of the field's words, as data: concepts, kinds of help, ways of writing."""
