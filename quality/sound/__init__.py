"""What is wrong with a film's sound, found as it is decoded."""
