"""Names of regions: the gazetteer, finding names in a text, linking them to codes."""
