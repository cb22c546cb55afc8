"""What the program tells its caller at its end."""

NOTHING_INCONSISTENT, SOMETHING_INCONSISTENT, BAD_INPUT = 0, 1, 2
# What a shell tells of a command that was interrupted, and of one whose reader left: 128 and the number of the signal.
INTERRUPTED, READER_LEFT = 130, 141
