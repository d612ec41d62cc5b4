"""Words that are listed by hand, in several languages, and how they are matched."""
