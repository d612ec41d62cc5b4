"""What durable jobs do: each makes or changes a film, and can be run again from the top after a crash."""
