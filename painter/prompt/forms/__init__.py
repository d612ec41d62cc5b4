"""How prompts are written: orders, forms, lists of shots, directions, quoted texts, apart from what is to be seen."""
