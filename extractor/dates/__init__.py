"""Calendar dates: EDTF, completing what a text says by the article's date, and finding that date."""
