"""Reference data, in the finance sense: instruments, groups, index weights, sessions, events."""
