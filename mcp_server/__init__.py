"""The faces of Footage: MCP and the command line, and the one place that wires everything together."""
