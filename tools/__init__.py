"""One file a tool: what it takes, how it is asked, and the durable work behind it."""
