-- Freshet's state and its embedded store, in one SQLite file. docs/store-format.md explains every column to readers in
-- other languages. Times are UTC, ISO-8601 with offset.

CREATE TABLE sources (
  id                 TEXT PRIMARY KEY,
  kind               TEXT NOT NULL,
  cursor             TEXT,
  last_complete_pass TEXT
);

CREATE TABLE documents (
  id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: a pass marks what it saw by this number
  source          TEXT NOT NULL,
  document        TEXT NOT NULL,
  fingerprint     TEXT NOT NULL,
  checksum        TEXT,               -- of the content that is in the store; NULL while nothing is
  recipe          TEXT NOT NULL,
  title           TEXT,
  url             TEXT,
  modified_at     TEXT,
  chunk_count     INTEGER NOT NULL DEFAULT 0,
  status          TEXT NOT NULL CHECK (status IN ('indexed', 'failed', 'quarantined')),
  error           TEXT,
  stage           TEXT,
  attempts        INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT,
  last_ingested   TEXT,
  UNIQUE (source, document)
);
CREATE INDEX documents_failed ON documents (source, status) WHERE status <> 'indexed';

CREATE TABLE chunks (
  chunk_id    TEXT PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ordinal     INTEGER NOT NULL,
  checksum    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX chunks_of_document ON chunks (document_id, ordinal);
CREATE INDEX chunks_by_checksum ON chunks (checksum);

CREATE TABLE ingestion_runs (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  source         TEXT NOT NULL,
  trigger        TEXT NOT NULL,
  kind           TEXT NOT NULL,
  started_at     TEXT NOT NULL,
  completed_at   TEXT,
  docs_added     INTEGER NOT NULL DEFAULT 0,
  docs_updated   INTEGER NOT NULL DEFAULT 0,
  docs_deleted   INTEGER NOT NULL DEFAULT 0,
  docs_unchanged INTEGER NOT NULL DEFAULT 0,
  docs_failed    INTEGER NOT NULL DEFAULT 0,
  docs_excluded  INTEGER NOT NULL DEFAULT 0,
  docs_deferred  INTEGER NOT NULL DEFAULT 0,
  docs_held      INTEGER NOT NULL DEFAULT 0,   -- deletions that wait for an approval
  status         TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed', 'held', 'interrupted')),
  message        TEXT
);
CREATE INDEX runs_of_source ON ingestion_runs (source, id);

-- What is being written right now. A row that outlives its process tells the next start which document was in hand.
CREATE TABLE intents (
  source      TEXT NOT NULL,
  document    TEXT NOT NULL,
  run         INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  recipe      TEXT NOT NULL,
  started_at  TEXT NOT NULL,
  PRIMARY KEY (source, document)
) WITHOUT ROWID;

CREATE TABLE embeddings (
  model     TEXT NOT NULL,
  checksum  TEXT NOT NULL,
  vector    BLOB NOT NULL,             -- float32, little-endian
  used_at   TEXT NOT NULL,
  PRIMARY KEY (model, checksum)
);
CREATE INDEX embeddings_by_use ON embeddings (used_at, checksum);

-- The embedded store.
CREATE TABLE store_chunks (
  id       INTEGER PRIMARY KEY,
  chunk_id TEXT NOT NULL UNIQUE,
  source   TEXT NOT NULL,
  document TEXT NOT NULL,
  ordinal  INTEGER NOT NULL,
  title    TEXT,
  url      TEXT,
  heading  TEXT NOT NULL,
  page     INTEGER NOT NULL,           -- from 1; 0 = the format has no pages
  position INTEGER NOT NULL,           -- characters before the chunk
  text     TEXT NOT NULL,
  metadata TEXT NOT NULL,              -- JSON object
  revision INTEGER NOT NULL,           -- value of store_revision.revision when the row was last written
  vector   BLOB NOT NULL               -- float32, little-endian, length 1
);
CREATE INDEX store_chunks_of_document ON store_chunks (source, document, ordinal);
CREATE INDEX store_chunks_by_revision ON store_chunks (revision);

CREATE VIRTUAL TABLE store_text USING fts5 (
  text, heading, title,
  content = 'store_chunks', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER store_chunks_insert AFTER INSERT ON store_chunks BEGIN
  INSERT INTO store_text (rowid, text, heading, title) VALUES (new.id, new.text, new.heading, new.title);
END;
CREATE TRIGGER store_chunks_delete AFTER DELETE ON store_chunks BEGIN
  INSERT INTO store_text (store_text, rowid, text, heading, title) VALUES ('delete', old.id, old.text, old.heading, old.title);
END;
CREATE TRIGGER store_chunks_update AFTER UPDATE OF text, heading, title ON store_chunks
WHEN old.text IS NOT new.text OR old.heading IS NOT new.heading OR old.title IS NOT new.title BEGIN
  INSERT INTO store_text (store_text, rowid, text, heading, title) VALUES ('delete', old.id, old.text, old.heading, old.title);
  INSERT INTO store_text (rowid, text, heading, title) VALUES (new.id, new.text, new.heading, new.title);
END;

-- Counts the writes that changed store_chunks, so that a reader knows when its copy of the vectors is old, and which rows
-- to read again: those with a higher revision and, after a removal, the list of ids.
CREATE TABLE store_revision (
  revision     INTEGER NOT NULL,
  last_removal INTEGER NOT NULL        -- revision of the last write that removed a row
);
INSERT INTO store_revision VALUES (0, 0);
