"""Articles and their facts -> output for people and programs."""
