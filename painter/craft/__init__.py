"""The tools of drawing: brush and inks, colours, light, the stage, the camera, type."""
