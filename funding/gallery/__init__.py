"""A page for developers and tests, which readers do not have: every figure, table, facet, message and form in each of its states."""
