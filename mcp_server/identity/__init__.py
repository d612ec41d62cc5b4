"""Who calls over HTTP: keys of Footage's own, the file that declares them, and tokens of an authorization server."""
