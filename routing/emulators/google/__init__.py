"""Google in miniature, one file for each of its APIs."""
