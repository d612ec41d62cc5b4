"""The seams: what the rooms expect of each other, a file each; `mcp_server/wiring/` chooses what fills them.

Everything that touches the disk or the database is synchronous and is called from async code with `in_thread`.
"""
