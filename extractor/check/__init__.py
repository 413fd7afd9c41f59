"""The facts of an article -> findings: what holds together, what contradicts itself, and the sum written out."""
