"""Signpost: the enquiry assistant of a local safeguarding children partnership."""
