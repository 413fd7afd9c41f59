"""Surface -> value: one module per kind. A function takes the rule's named groups and returns a value, or None."""
