"""The programs behind the make targets: set-up, training, the supervisor, the locks.

Set-up and supervisor run before anything is installed: they use the standard library only.
"""
