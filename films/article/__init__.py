"""Films of articles: Markdown, HTML or plain text is read into an outline and laid out as the scenes of a film."""
