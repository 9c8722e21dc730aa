"""The tables of the sandbox: what it must still know after a restart."""

from __future__ import annotations

#: Numbered like those of the program's own file: entries are only ever added.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    -- of a key only its SHA-256 is kept; `own` is the one the sandbox prints when it starts
    CREATE TABLE keys (
        key_hash TEXT PRIMARY KEY,
        tenant_id TEXT NOT NULL,
        scopes TEXT NOT NULL,
        expires_at REAL,
        own INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE tenants (
        tenant_id TEXT PRIMARY KEY,
        package_limit INTEGER NOT NULL,
        storage_limit_bytes INTEGER NOT NULL
    ) STRICT;

    -- one row for each upload-url and each multipart/init; `file` is a name below objects/
    CREATE TABLE uploads (
        upload_id TEXT PRIMARY KEY,
        tenant_id TEXT NOT NULL,
        storage_path TEXT NOT NULL UNIQUE,
        filename TEXT NOT NULL,
        uploaded_by TEXT NOT NULL,
        kind TEXT NOT NULL,              -- presigned, multipart
        file_size INTEGER,               -- as announced
        part_size INTEGER,
        state TEXT NOT NULL,             -- open, stored, processing, processed
        file TEXT,
        size_bytes INTEGER,
        completed TEXT,                  -- the parts of the complete call, as JSON
        created_at REAL NOT NULL
    ) STRICT;

    CREATE TABLE parts (
        upload_id TEXT NOT NULL REFERENCES uploads(upload_id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        etag TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        file TEXT NOT NULL,
        PRIMARY KEY (upload_id, number)
    ) STRICT, WITHOUT ROWID;

    -- what became of a process call, for the status call and for jobs that outlive a restart
    CREATE TABLE jobs (
        upload_id TEXT PRIMARY KEY,
        tenant_id TEXT NOT NULL,
        request TEXT NOT NULL,
        status TEXT NOT NULL,            -- processing, completed, failed
        due_at REAL NOT NULL,
        outcome TEXT NOT NULL DEFAULT '{}'
    ) STRICT;

    CREATE TABLE packages (
        package_id TEXT PRIMARY KEY,
        tenant_id TEXT NOT NULL,
        current_revision INTEGER NOT NULL,
        launch_path TEXT NOT NULL,       -- of the first revision: the address must not change
        description TEXT,                -- null: the manifest's
        duration TEXT,
        tags TEXT NOT NULL DEFAULT '[]',
        custom_metadata TEXT NOT NULL DEFAULT '{}',
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL
    ) STRICT;
    CREATE INDEX packages_by_tenant ON packages (tenant_id, created_at, package_id);

    CREATE TABLE revisions (
        package_id TEXT NOT NULL REFERENCES packages(package_id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        created_at REAL NOT NULL,
        uploaded_by TEXT NOT NULL,
        original_filename TEXT NOT NULL,
        file_size_bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        file TEXT NOT NULL,
        upload_id TEXT NOT NULL,
        manifest TEXT NOT NULL,          -- title, standard, identifier, launch, sco_count, description, duration
        PRIMARY KEY (package_id, revision)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sessions (
        session_id TEXT PRIMARY KEY,
        token TEXT NOT NULL,
        tenant_id TEXT NOT NULL,
        package_id TEXT NOT NULL REFERENCES packages(package_id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        learner_id TEXT NOT NULL,
        expires_at REAL NOT NULL,
        attempt TEXT
    ) STRICT;

    CREATE TABLE webhooks (
        webhook_id TEXT PRIMARY KEY,
        tenant_id TEXT NOT NULL,
        url TEXT NOT NULL,
        secret TEXT NOT NULL,
        event_type TEXT NOT NULL,
        created_at REAL NOT NULL
    ) STRICT;
    """,
)
