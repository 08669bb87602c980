"""What is remembered and forgotten: tables, small named queries that take a session, retention.

Enquiry, message, audit row and outgoing mail are written in one transaction, by one function.
"""
