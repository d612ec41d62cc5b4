"""The embedded storyboard painter: prompt to plan to scene graph to frames."""
