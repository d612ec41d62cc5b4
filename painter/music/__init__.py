"""Music for films, composed note by note: beds that differ in mood, tempo and instruments."""
