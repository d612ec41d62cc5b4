"""Vendors in miniature: real HTTP servers that speak the vendors' protocols and serve real films, for free."""
