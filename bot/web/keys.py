"""What the application holds, by typed keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import jinja2
from aiohttp import web

from bot.settings import Settings
from bot.store.audit import Sign
from bot.store.database import Store
from bot.web.assets import Assets
from bot.web.chat import Chat
from bot.web.desk.hashes import Hashes
from bot.web.desk.passwords import Passwords
from bot.web.desk.sealing import Seal
from bot.web.details import Details
from bot.web.health import Health
from bot.web.kept_transcripts import KeptTranscripts
from bot.web.limits import Limiter
from bot.web.measures import Measures
from bot.web.news import News
from bot.web.pack import Pack
from bot.web.reply_counts import ReplyCounts
from bot.web.sessions import Sessions
from bot.web.switch import Switch
from bot.web.words import Words

SETTINGS = web.AppKey("settings", Settings)
WORDS = web.AppKey("words", Words)
NOW: web.AppKey[Callable[[], datetime]] = web.AppKey("now")
STORE = web.AppKey("store", Store)
WAKE: web.AppKey[Callable[[], None]] = web.AppKey("wake")
LINK_KEY = web.AppKey("link_key", bytes)
HASHES = web.AppKey("hashes", Hashes)
SEAL = web.AppKey("seal", Seal)
AUDIT_SIGNER: web.AppKey[Sign] = web.AppKey("audit_signer")
PASSWORDS = web.AppKey("passwords", Passwords)
PACK = web.AppKey("pack", Pack)
SESSIONS = web.AppKey("sessions", Sessions)
CONVERSATION_KEY = web.AppKey("conversation_key", bytes)
TRANSCRIPTS = web.AppKey("transcripts", KeptTranscripts)
NEWS = web.AppKey("news", News)
DETAILS = web.AppKey("details", Details)
CHAT = web.AppKey("chat", Chat)
LIMITER = web.AppKey("limiter", Limiter)
HEALTH = web.AppKey("health", Health)
REPLY_COUNTS = web.AppKey("reply_counts", ReplyCounts)
MEASURES = web.AppKey("measures", Measures)
SWITCH = web.AppKey("switch", Switch)
TEMPLATES = web.AppKey("templates", jinja2.Environment)
ASSETS = web.AppKey("assets", Assets)
REQUEST_ID = web.RequestKey("request_id", str)
