"""MCP over any transport."""
