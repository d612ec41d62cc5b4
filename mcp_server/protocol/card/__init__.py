"""The player card: a small page that a chat shows where a film was asked for (MCP Apps)."""
