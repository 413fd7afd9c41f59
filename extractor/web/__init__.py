"""A store -> pages in a browser: Datasette, with a plugin of ours. The only importers of datasette and uvicorn."""
