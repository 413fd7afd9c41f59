"""Words and regular expressions made fast: prefilters, scans and caches, and the only code that knows RE2."""
