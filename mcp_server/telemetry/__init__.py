"""What whoever looks after an installation sees of it: metrics, traces, lines of the log."""
