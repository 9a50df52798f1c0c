"""The letters a hub sends, as texts with named values in braces that it may make its own."""
