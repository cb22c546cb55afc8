"""The commands `check`, `extract` and `batch`."""
