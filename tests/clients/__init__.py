"""Real clients, each in an environment of its own, that call every tool: make clients."""
