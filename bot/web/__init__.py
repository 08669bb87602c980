"""The doors of the service: pages and the chat API for visitors (later the desk for advisors)."""
