"""Speech without a network: texts are spoken, their words timed, voice and music mixed, and films transcribed."""
