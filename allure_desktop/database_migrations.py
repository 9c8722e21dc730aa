"""What the data file consists of, and how a file of an earlier version becomes one of this: a script a version."""

from __future__ import annotations

#: Each entry lifts the file by one version; entries are never changed, only added.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE connections (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        base_url TEXT NOT NULL,
        tenant_id TEXT NOT NULL,
        uploaded_by TEXT NOT NULL,
        auth TEXT NOT NULL,
        colour TEXT NOT NULL DEFAULT '',
        is_default INTEGER NOT NULL DEFAULT 0,
        is_sandbox INTEGER NOT NULL DEFAULT 0,
        may_write INTEGER,
        options TEXT NOT NULL DEFAULT '{}',
        created_at TEXT NOT NULL
    ) STRICT;

    -- one row a file, from drop to live; ids are never reused
    CREATE TABLE uploads (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        position REAL NOT NULL,
        path TEXT NOT NULL,
        connection_id TEXT,              -- null: only checked on this computer
        base_url TEXT NOT NULL DEFAULT '',
        tenant_id TEXT NOT NULL DEFAULT '',
        uploaded_by TEXT NOT NULL DEFAULT '',
        package_id TEXT,                 -- the package this becomes a version of, or has become
        is_new_version INTEGER NOT NULL DEFAULT 0,
        options TEXT NOT NULL DEFAULT '{}',
        state TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        until REAL,                      -- Unix seconds; when a waiting reason ends
        since REAL NOT NULL,             -- Unix seconds; when state or reason began
        message TEXT NOT NULL DEFAULT '{}',
        report TEXT,                     -- the validation report as JSON
        title TEXT NOT NULL DEFAULT '',
        file_size INTEGER,
        file_mtime_ns INTEGER,
        file_inode INTEGER,
        sha256 TEXT,
        method TEXT NOT NULL DEFAULT '', -- '', presigned, multipart
        server_upload_id TEXT,
        storage_path TEXT,
        part_size INTEGER,
        revision_before INTEGER,
        revision INTEGER,
        revision_seen INTEGER,           -- somebody else's, found just before processing
        checked INTEGER NOT NULL DEFAULT 0,
        complete_tries INTEGER NOT NULL DEFAULT 0,
        completed INTEGER NOT NULL DEFAULT 0,
        process_first_at REAL,           -- Unix seconds: the first intention, null when answered
        process_last_at REAL,            -- the latest one
        accepted INTEGER NOT NULL DEFAULT 0, -- the server took it and works without a connection
        live INTEGER NOT NULL DEFAULT 0,
        patched INTEGER NOT NULL DEFAULT 0,
        server_report TEXT,
        wish TEXT NOT NULL DEFAULT '',   -- what another process asks the one that uploads it
        sent_bytes INTEGER NOT NULL DEFAULT 0,
        api_calls INTEGER NOT NULL DEFAULT 0,
        retries INTEGER NOT NULL DEFAULT 0,
        seconds REAL NOT NULL DEFAULT 0,
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL
    ) STRICT;

    CREATE TABLE parts (
        upload_id INTEGER NOT NULL REFERENCES uploads(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        md5 TEXT NOT NULL,
        etag TEXT NOT NULL,
        PRIMARY KEY (upload_id, number)
    ) STRICT, WITHOUT ROWID;

    -- when API calls went out, so that a limit of ten a minute holds across restarts
    CREATE TABLE api_calls (origin TEXT NOT NULL, tenant_id TEXT NOT NULL, at REAL NOT NULL) STRICT;
    CREATE INDEX api_calls_at ON api_calls (origin, tenant_id, at);

    CREATE TABLE packages (
        connection_id TEXT NOT NULL,
        package_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        record TEXT NOT NULL,
        PRIMARY KEY (connection_id, package_id)
    ) STRICT;
    CREATE TABLE listings (connection_id TEXT PRIMARY KEY, as_of REAL NOT NULL) STRICT;
    CREATE TABLE versions (
        connection_id TEXT NOT NULL,
        package_id TEXT NOT NULL,
        as_of REAL NOT NULL,
        records TEXT NOT NULL,
        PRIMARY KEY (connection_id, package_id)
    ) STRICT;
    CREATE TABLE notes (
        connection_id TEXT NOT NULL,
        package_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (connection_id, package_id, revision)
    ) STRICT;
    -- what this server's OpenAPI document declares
    CREATE TABLE server_features (origin TEXT PRIMARY KEY, as_of REAL NOT NULL, document TEXT NOT NULL) STRICT;
    """,
    """
    -- what the file at a path has become, or was said to be; outlives the rows of uploads
    CREATE TABLE origins (
        connection_id TEXT NOT NULL,
        path TEXT NOT NULL,
        package_id TEXT NOT NULL,            -- '': a package of its own, which is not live yet
        chosen INTEGER NOT NULL DEFAULT 0,   -- the user said so
        identifier TEXT NOT NULL DEFAULT '', -- of the manifest; '' where it is an authoring tool's default
        title TEXT NOT NULL DEFAULT '',
        items TEXT NOT NULL DEFAULT '[]',    -- identifiers of what can be launched, as JSON
        at REAL NOT NULL,                    -- Unix seconds
        PRIMARY KEY (connection_id, path)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX origins_identifier ON origins (connection_id, identifier);
    """,
    """
    -- the steady clock of the machine at each call: that one cannot be set; null: an earlier version wrote the row
    ALTER TABLE api_calls ADD COLUMN steady REAL;
    """,
    """
    -- what was asked for an upload, without addresses; the oldest go when there are too many
    CREATE TABLE upload_calls (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        upload_id INTEGER NOT NULL REFERENCES uploads(id) ON DELETE CASCADE,
        at REAL NOT NULL,                -- Unix seconds when it came back
        call TEXT NOT NULL,
        number INTEGER NOT NULL,         -- of the part
        outcome TEXT NOT NULL,           -- ok, or the kind of trouble
        code TEXT NOT NULL,              -- of the error
        seconds REAL NOT NULL,
        size INTEGER NOT NULL            -- bytes that were acknowledged by it
    ) STRICT;
    CREATE INDEX upload_calls_of ON upload_calls (upload_id, id);
    """,
    """
    -- the same moments by the server's clock, where its answers had shown it: nobody sets that one here
    ALTER TABLE uploads ADD COLUMN process_first_there REAL;
    ALTER TABLE uploads ADD COLUMN process_last_there REAL;
    """,
    """
    -- and by the steady clock of the machine, which tells how long ago they were as long as the machine runs
    ALTER TABLE uploads ADD COLUMN process_first_steady REAL;
    ALTER TABLE uploads ADD COLUMN process_last_steady REAL;
    """,
    """
    -- what a version uploaded from here consists of, to compare it with others: its files, structure and manifest
    CREATE TABLE inventories (
        id INTEGER PRIMARY KEY,
        upload_id INTEGER,                   -- while it is under way, and of which it came
        base_url TEXT NOT NULL DEFAULT '',
        tenant_id TEXT NOT NULL DEFAULT '',
        package_id TEXT NOT NULL DEFAULT '',
        revision INTEGER,                    -- null: not live yet
        sha256 TEXT NOT NULL DEFAULT '',
        path TEXT NOT NULL,
        file_size INTEGER,
        at REAL NOT NULL,                    -- Unix seconds
        changes TEXT NOT NULL DEFAULT '',    -- counts against the version before, as JSON
        size INTEGER NOT NULL,               -- of the record in bytes
        record BLOB NOT NULL,                -- compressed JSON
        UNIQUE (base_url, tenant_id, package_id, revision)
    ) STRICT;
    CREATE INDEX inventories_upload ON inventories (upload_id);
    CREATE INDEX inventories_content ON inventories (sha256);
    """,
    """
    -- attempts in the local preview; `content` stands for what is in the package, wherever its file lies
    CREATE TABLE preview_attempts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        content TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open',  -- open, suspended, finished
        status TEXT NOT NULL DEFAULT 'not attempted',
        percent REAL,
        learner_id TEXT NOT NULL,
        learner_name TEXT NOT NULL,
        begun_at REAL NOT NULL,              -- Unix seconds
        updated_at REAL NOT NULL,
        record TEXT NOT NULL DEFAULT '{}'    -- the rest, as JSON: current part, sequencing state
    ) STRICT;
    CREATE INDEX preview_attempts_of ON preview_attempts (content, id);
    -- one row a part that was begun, replaced with each commit
    CREATE TABLE preview_parts (
        attempt_id INTEGER NOT NULL REFERENCES preview_attempts(id) ON DELETE CASCADE,
        part TEXT NOT NULL,
        kept TEXT NOT NULL,
        PRIMARY KEY (attempt_id, part)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- which copy was mended and of what, as JSON; null: the file is the user's own
    ALTER TABLE uploads ADD COLUMN mended TEXT;
    -- the file is checked again whenever it changes
    ALTER TABLE uploads ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;
    -- the server's own verdict on this content, as JSON, whatever became of the upload since
    ALTER TABLE uploads ADD COLUMN server_said TEXT;
    """,
    """
    -- what lists are ordered, filtered and searched by, a row a package; made from the records, and can be made again
    CREATE TABLE package_facts (
        id INTEGER PRIMARY KEY,
        connection_id TEXT NOT NULL,
        package_id TEXT NOT NULL,
        digest BLOB NOT NULL,                -- of the record as kept
        title TEXT NOT NULL,                 -- folded, as all texts here but the tags that are shown
        file TEXT NOT NULL,
        who TEXT NOT NULL,
        scorm TEXT NOT NULL,                 -- version and edition as the server has them
        standard TEXT NOT NULL,              -- as the list shows it
        version INTEGER NOT NULL,
        size INTEGER NOT NULL,               -- bytes
        scos INTEGER NOT NULL,
        created TEXT NOT NULL,
        changed TEXT NOT NULL,               -- as received
        changed_s REAL NOT NULL,             -- the same in Unix seconds, 0 where it is no time
        tags TEXT NOT NULL,                  -- each between line ends
        shown_tags TEXT NOT NULL,
        words TEXT NOT NULL,                 -- everything that is searched
        UNIQUE (connection_id, package_id)
    ) STRICT;
    CREATE INDEX package_facts_changed ON package_facts (connection_id, changed, id);
    CREATE INDEX package_facts_title ON package_facts (connection_id, title, id);
    -- connections whose records were kept before there were facts
    CREATE TABLE package_facts_wanted (connection_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    INSERT INTO package_facts_wanted SELECT DISTINCT connection_id FROM packages;
    """,
    """
    -- the file that a version was made of: where it lay, as it was then, and what is in it
    CREATE TABLE version_files (
        base_url TEXT NOT NULL,
        tenant_id TEXT NOT NULL,
        package_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        sha256 TEXT NOT NULL DEFAULT '',
        path TEXT NOT NULL DEFAULT '',
        name TEXT NOT NULL DEFAULT '',
        size INTEGER,
        mtime_ns INTEGER,
        inode TEXT,                          -- decimal: it may be larger than an integer here
        at REAL NOT NULL,                    -- Unix seconds
        PRIMARY KEY (base_url, tenant_id, package_id, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX version_files_content ON version_files (sha256);
    """,
    """
    -- the user's own order; equal ones stand as they were added
    ALTER TABLE connections ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
    """,
    """
    -- filters with an order and a name
    CREATE TABLE saved_views (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        connection_id TEXT NOT NULL DEFAULT '', -- '': for all of them
        name TEXT NOT NULL,
        filters TEXT NOT NULL,                  -- as JSON
        position REAL NOT NULL
    ) STRICT;
    """,
    """
    -- a copy is still to be made of it; not set again once that was tried
    ALTER TABLE version_files ADD COLUMN copy_wanted INTEGER NOT NULL DEFAULT 0;
    """,
    """
    -- pages of a list by what was asked: with the server's validators an unchanged one is not sent again
    CREATE TABLE list_pages (
        connection_id TEXT NOT NULL,
        request TEXT NOT NULL,
        etag TEXT NOT NULL,
        modified TEXT NOT NULL,
        following TEXT NOT NULL,                -- what asks for the next page, as JSON; {}: there is none
        ids TEXT NOT NULL,                      -- of its packages, as JSON
        PRIMARY KEY (connection_id, request)
    ) STRICT, WITHOUT ROWID;
    -- records of the list that could not be read, and how the first of them began, as JSON
    ALTER TABLE listings ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE listings ADD COLUMN unread_told TEXT NOT NULL DEFAULT '[]';
    -- times are put in order whichever form they have: all facts are made again
    INSERT OR IGNORE INTO package_facts_wanted SELECT DISTINCT connection_id FROM packages;
    """,
    """
    -- packages whose words are still to be brought into the index, from one key to another
    CREATE TABLE package_words_due (
        first INTEGER PRIMARY KEY,
        last INTEGER NOT NULL
    ) STRICT;
    """,
)
