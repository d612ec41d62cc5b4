"""Articles: read from Markdown, HTML or plain text into an outline, and laid out as the scenes of a film."""
