"""The studio: pages on which people see what is made and what it costs, approve and decide."""
