"""The doors of the service: pages and the chat API for visitors, and the desk for advisors."""
