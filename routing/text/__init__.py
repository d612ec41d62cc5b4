"""Questions to language models, asked and paid for once."""
