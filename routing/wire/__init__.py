"""What answers over HTTP mean."""
