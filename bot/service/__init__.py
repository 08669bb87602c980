"""The composition root of the service: puts the doors, the actions and the clock together."""
