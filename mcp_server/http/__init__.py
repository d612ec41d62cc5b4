"""MCP, films and health over HTTP: one ASGI application, and the server that runs it."""
