"""What whoever runs Footage, or decides about its money, looks at and does: for the command line and the studio."""
