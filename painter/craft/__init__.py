"""What drawing is made of: brush and ink, colours, light, the stage, the camera, type."""
