"""Articles and their facts -> what people and programs look at."""
