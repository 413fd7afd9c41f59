"""Numbers -> what each is about: region, period, status, who says it, what is counted."""
