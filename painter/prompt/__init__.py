"""Reads prompts: from words, in several languages, to the plan of a film."""
