"""Films as people direct them: plans and scripts as scenes with fields, which are edited and written back."""
