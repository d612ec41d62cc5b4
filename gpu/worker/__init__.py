"""The other end of the pipe: the process that has the device."""
