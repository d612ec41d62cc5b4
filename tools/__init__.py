"""One file a tool: what it takes, how it is asked, and the sentence it answers with; `films` does the work."""
