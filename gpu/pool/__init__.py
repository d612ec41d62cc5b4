"""Who is next on which device."""
