"""Indonesian news text -> checkable facts."""
