"""The terminal quiz: a pure session, and the log of responses."""
