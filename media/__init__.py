"""The workshop: files and pixels; knows nothing of MCP, money or routing."""
