"""The verb webhooks: who is called when a package was processed, where the server offers it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from allure_desktop.cli.command import DONE, Call, Command
from allure_desktop.cli.words import count, server_time, shown
from allure_desktop.errors import NotFound, UsageError

if TYPE_CHECKING:
    from allure_desktop.api.webhooks import Webhook
    from allure_desktop.connections.connection import Connection


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", nargs="?", choices=("add", "remove"), help="else they are listed")
    parser.add_argument("what", nargs="?", metavar="URL-or-ID", help="the address to call (add), or the id (remove)")
    parser.add_argument(
        "--event", metavar="E", default="", help="what it is told of (else package.processing.completed)"
    )
    parser.add_argument(
        "--secret-stdin",
        action="store_true",
        help="take the secret from standard input (else one is made and shown once)",
    )


def _run(call: Call) -> int:
    args = call.args
    if (args.act is None) != (args.what is None):
        raise UsageError(
            f"What is to be {'added' if args.act == 'add' else 'removed'} was not given.",
            remedy="See: allure-desktop webhooks --help",
        )
    connection = call.connection()
    if args.act == "add":
        return _add(call, connection)
    if args.act == "remove":
        return _remove(call, connection)
    return _list(call, connection)


def _record(hook: Webhook) -> dict[str, Any]:
    return {
        "webhook_id": hook.webhook_id,
        "url": hook.url,
        "event_type": hook.event_type,
        "created_at": hook.created_at,
        "raw": dict(hook.raw),
    }


def _list(call: Call, connection: Connection) -> int:
    hooks = call.patiently(lambda: call.services.library.webhooks(connection.id))
    call.out.document([_record(hook) for hook in hooks])
    if hooks:
        call.out.table(
            ("Webhook", "Address", "Event", "Since"),
            [(hook.webhook_id, hook.url, hook.event_type, server_time(hook.created_at)) for hook in hooks],
        )
    call.out.line(f"{count(len(hooks), 'webhook')} in {shown(connection.name)}")
    return DONE


def _add(call: Call, connection: Connection) -> int:
    args = call.args
    secret = sys.stdin.readline().strip() if args.secret_stdin else ""
    if args.secret_stdin and not secret:
        raise UsageError("No secret came from standard input.", remedy="Leave --secret-stdin out to have one made.")
    hook, used = call.patiently(lambda: call.services.library.add_webhook(connection.id, args.what, args.event, secret))
    # the one time that it is told: whoever gave it knows it
    made = {} if secret else {"secret": used}
    call.out.document({**_record(hook), **made})
    call.out.line(f"{shown(hook.url)} is called after {shown(hook.event_type)}: {shown(hook.webhook_id)}")
    if not secret:
        call.out.line(f"Its secret, shown this once: {used}")
    return DONE


def _remove(call: Call, connection: Connection) -> int:
    webhook_id = call.args.what
    try:
        call.patiently(lambda: call.services.library.remove_webhook(connection.id, webhook_id))
    except NotFound as error:
        raise NotFound(
            f"There is no webhook {webhook_id} in {connection.name}.",
            remedy="They are told by: allure-desktop webhooks",
            host=error.host,
            status=error.status,
            server_code=error.server_code,
            server_message=error.server_message,
        ) from error
    call.out.document({"webhook_id": webhook_id, "removed": True})
    call.out.line(f"{shown(webhook_id)} is removed: nothing is sent to it any more.")
    return DONE


COMMANDS = {"webhooks": Command(_arguments, _run)}
