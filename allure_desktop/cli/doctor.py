"""The verb doctor: what this machine offers, redacted, to send to support."""

from __future__ import annotations

from allure_desktop import paths
from allure_desktop.cli.command import DONE, Call, Command, no_arguments
from allure_desktop.cli.words import size
from allure_desktop.composition.diagnostics import findings


def _doctor(call: Call) -> int:
    found = findings(paths.data_dir(call.args.data_dir))
    call.out.document(found)
    keyring, certificates = found["keyring"], found["certificates"]
    yes = {True: "yes", False: "no"}
    call.out.facts(
        (
            ("Program", f"AllureConnect Desktop {found['program']}, Python {found['python']}, {found['system']}"),
            ("Keyring", f"works ({keyring['back_end']})" if keyring["works"] else keyring["message"]),
            ("Window", yes[found["window"]]),
            ("Web view", yes[found["web_view"]]),
            ("Display", yes[found["display"]]),
            (
                "Assets",
                ", ".join(f"{name} {'there' if there else 'missing'}" for name, there in found["assets"].items()),
            ),
            ("Certificates", f"{certificates['store']}; {certificates['openssl']}"),
            ("Proxy", ", ".join(f"{kind} {address}" for kind, address in found["proxy"].items()) or "none"),
            ("Data", f"{found['data_dir']}{'' if found['data_dir_writable'] else ' (not writable)'}"),
            ("Disk", f"{size(found['disk_free_bytes'])} free"),
            ("Libraries", ", ".join(f"{name} {version}" for name, version in found["libraries"].items() if version)),
            ("Licences", "; ".join(f"{name}: {terms}" for name, terms in found["licences"].items())),
            ("The whole", found["licence_of_the_whole"]),
        )
    )
    return DONE


COMMANDS = {"doctor": Command(no_arguments, _doctor)}
