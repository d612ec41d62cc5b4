"""Strangers at the door: natural requests, and agents that know of Footage only what its server tells them."""
