"""Migrations of the tables, run by :mod:`bot.store.schema`."""
