"""Speech without a network: speaks texts, times their words, mixes voice and music, and transcribes films."""
