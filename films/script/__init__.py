"""Scripts: what an article's film says and shows, scene by scene, as a document that agents edit."""
