"""Figures of a picture's tiles that show how it was treated, a module for each thing that is looked at."""
