"""Footage as an agent among agents: the A2A protocol over the same tools, jobs and money."""
