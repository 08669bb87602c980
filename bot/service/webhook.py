"""The action webhook: Rasa calls the custom actions here, on loopback and with a secret.

Where several services share the public door, this is also the address of this one alone: its health
and its measures are here too, for whoever runs it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Any

import orjson
import structlog
from aiohttp import hdrs, web
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.web import keys, operations
from bot.web.traces import place_of

# A call carries the whole conversation: one of thousands of turns still fits.
LARGEST_CALL = 64 * 1024 * 1024
EXECUTOR = web.AppKey("executor", ActionExecutor)
SECRET = web.AppKey("secret", bytes)
DOOR = web.AppKey("door", web.Application)

log = structlog.get_logger()


def make_webhook(actions: Iterable[Action], secret: str, door: web.Application) -> web.Application:
    """The webhook for these actions; only a caller that knows the secret has one run.

    `door` is the public door of the same service.
    """
    app = web.Application(client_max_size=LARGEST_CALL)
    app[DOOR] = door
    app[SECRET] = f"Bearer {secret}".encode()
    app[EXECUTOR] = ActionExecutor()
    for action in actions:
        app[EXECUTOR].register_action(action)
    app.router.add_post("/webhook", run_action)
    app.router.add_get("/health/ready", get_ready)
    app.router.add_get("/metrics", get_metrics)
    return app


async def get_ready(request: web.Request) -> web.Response:
    """GET /health/ready: whether this service is ready; its door may not be open yet."""
    if keys.HEALTH not in request.app[DOOR]:
        raise web.HTTPServiceUnavailable
    return await operations.ready(request.app[DOOR])


async def get_metrics(request: web.Request) -> web.Response:
    """GET /metrics: the measures of this service."""
    return operations.metrics(request.app[DOOR])


async def run_action(request: web.Request) -> web.Response:
    """POST /webhook: runs one action and answers with its events and messages."""
    given = request.headers.get(hdrs.AUTHORIZATION, "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(given, request.app[SECRET]):
        raise web.HTTPUnauthorized
    try:
        call = orjson.loads(await request.read())
    except orjson.JSONDecodeError:
        raise web.HTTPBadRequest from None
    if not isinstance(call, dict):
        raise web.HTTPBadRequest
    # rasa-sdk refuses a call without a domain; the engine sends it only to actions that ask.
    call.setdefault("domain", {})
    return await _run(request.app[EXECUTOR], call)


async def _run(executor: ActionExecutor, call: dict[str, Any]) -> web.Response:
    name = call.get("next_action")
    try:
        result = await executor.run(call)
    except ActionExecutionRejection as error:
        return _json({"error": "rejected", "action_name": error.action_name}, 400)
    except ActionNotFoundException as error:
        log.warning("action not found", action=error.action_name)
        return _json({"error": "not found", "action_name": error.action_name}, 404)
    except Exception as error:  # noqa: BLE001 - the call holds words: no traceback may show it
        fault = {"error": type(error).__name__, "at": place_of(error)}
        log.warning("action failed", action=name, **fault)
        return _json({"error": "failed", "action_name": name}, 500)
    return _json(result.model_dump() if result else {})


def _json(data: object, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(data), status=status, content_type="application/json")
