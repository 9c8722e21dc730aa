"""A row as text for the person who helps: what it is, where it stands, what the check and the server said."""

from __future__ import annotations

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.validation.report_text import report_text
from allure_desktop.uploads.rows import UploadDetails, UploadRow

_MOST_CALLS = 200


def support_text(row: UploadRow, details: UploadDetails | None = None) -> str:
    """Plain lines; the file's name and never its folder, the server's host and never a storage address."""
    facts = {
        "File": row.file,
        "Title": row.title,
        "Server": row.base_url,
        "Tenant": row.tenant_id,
        "Package": row.package_id or "",
        "State": f"{row.state} ({row.reason})" if row.reason else row.state,
        "Uploaded": f"{row.sent_bytes} of {row.total_bytes} bytes" if row.total_bytes else "",
        "Parts": f"{row.parts_done} of {row.parts_total}" if row.parts_total else "",
        "Way": row.method,
        "Calls": f"{row.api_calls}, repeated {row.retries}",
        "Changed": figures.iso(row.updated_at),
    }
    message = row.message
    lines = [f"{name}: {value}" for name, value in facts.items() if value]
    lines += [part for part in (message.code, message.what, message.cause, message.remedy) if part]
    if details is not None and details.calls:
        lines += ["", "Calls"]
        lines += [
            f"{figures.iso(note.at)}  {note.call}{f' {note.number}' if note.call == 'part' else ''}  "
            f"{note.outcome}{f' ({note.code})' if note.code else ''}  {note.seconds:.3f} s"
            for note in details.calls[-_MOST_CALLS:]
        ]
    if row.report is not None:
        lines += ["", report_text(row.report)]
    return "\n".join(lines)
