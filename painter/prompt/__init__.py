"""From the words of a prompt to the plan of a film."""
