"""File, folder, stdin … → Article."""
