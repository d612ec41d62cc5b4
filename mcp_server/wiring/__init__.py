"""The only folder that names concrete classes from every room: a file a room, and `opened` puts them together."""
