"""Windows that ask something, or show the keys, the settings and the versions."""
