"""What every function of the store takes, for rooms that join some of them in one transaction.

Other rooms make no SQL of their own: they need its name only.
"""

from sqlalchemy.orm import Session

__all__ = ["Session"]
