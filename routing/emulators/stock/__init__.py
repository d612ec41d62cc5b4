"""The sites with real footage in miniature, over forty clips that are painted when somebody wants to see them."""
