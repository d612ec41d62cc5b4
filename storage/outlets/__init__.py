"""Where films are sent, a file an outlet."""
