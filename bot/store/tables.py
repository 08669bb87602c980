"""All tables, for what needs them all at once: migrations and their tests."""

from __future__ import annotations

from bot.store import (
    count_tables,
    desk_tables,
    enquiry_tables,
    opinion_tables,
    register_tables,
    stop_tables,
    work_tables,
)
from bot.store.base import Table

MODULES = (
    *(count_tables, desk_tables, enquiry_tables, opinion_tables, register_tables, stop_tables),
    work_tables,
)
METADATA = Table.metadata
