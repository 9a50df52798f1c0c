"""Scripts that measure and fit the engine; not part of the installed product."""
