-- What a running service remembers: runs that wait for their turn, what a held run would delete, incidents that people
-- were told about, and the figures of each source over time.

CREATE TABLE runs_with_waiting (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  source         TEXT NOT NULL,
  trigger        TEXT NOT NULL,
  kind           TEXT NOT NULL,
  started_at     TEXT NOT NULL,        -- while it waits, when it was asked for
  completed_at   TEXT,
  docs_added     INTEGER NOT NULL DEFAULT 0,
  docs_updated   INTEGER NOT NULL DEFAULT 0,
  docs_deleted   INTEGER NOT NULL DEFAULT 0,
  docs_unchanged INTEGER NOT NULL DEFAULT 0,
  docs_failed    INTEGER NOT NULL DEFAULT 0,
  docs_excluded  INTEGER NOT NULL DEFAULT 0,
  docs_deferred  INTEGER NOT NULL DEFAULT 0,
  docs_held      INTEGER NOT NULL DEFAULT 0,   -- deletions that wait for an approval
  status         TEXT NOT NULL CHECK (status IN ('waiting', 'running', 'completed', 'failed', 'held', 'interrupted')),
  message        TEXT
);
INSERT INTO runs_with_waiting SELECT * FROM ingestion_runs;
DROP TABLE ingestion_runs;
ALTER TABLE runs_with_waiting RENAME TO ingestion_runs;
CREATE INDEX runs_of_source ON ingestion_runs (source, id);

CREATE TABLE held_documents (
  run      INTEGER NOT NULL REFERENCES ingestion_runs (id) ON DELETE CASCADE,
  document TEXT NOT NULL,
  PRIMARY KEY (run, document)
) WITHOUT ROWID;

CREATE TABLE incidents (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  source       TEXT NOT NULL,          -- '' = the whole service
  kind         TEXT NOT NULL,
  message      TEXT NOT NULL,
  opened_at    TEXT NOT NULL,
  closed_at    TEXT,                   -- NULL = it goes on
  announced_at TEXT                    -- when it was handed to the alert route
);
CREATE UNIQUE INDEX incidents_open ON incidents (source, kind) WHERE closed_at IS NULL;

CREATE TABLE samples (
  at                TEXT NOT NULL,
  source            TEXT NOT NULL,
  documents         INTEGER NOT NULL,
  chunks            INTEGER NOT NULL,
  failed            INTEGER NOT NULL,
  age_seconds       INTEGER,           -- since the last complete pass; NULL = there was none
  freshness_seconds REAL,              -- median from modified to searchable since the sample before; NULL = nothing came
  PRIMARY KEY (source, at)
) WITHOUT ROWID;
CREATE INDEX samples_by_time ON samples (at);
