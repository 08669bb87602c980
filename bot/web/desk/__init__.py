"""The advisors' door: everything under /desk, for people with an account and a second factor."""
