"""Facts as tables: columns, Arrow batches, frames, JSON."""
