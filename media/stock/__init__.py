"""Real footage, cut to a film's measure: the stretch of a clip, the part of its picture, its pace and its colours."""
