-- A store outside of this file can't join its transactions. Before a write touches chunks there, their ids are noted here;
-- the commit after the write clears them. What a crash leaves says which chunks may or may not be in the store.
CREATE TABLE chunks_in_doubt (
  source   TEXT NOT NULL,
  document TEXT NOT NULL,
  chunk_id TEXT NOT NULL,
  PRIMARY KEY (source, document, chunk_id)
) WITHOUT ROWID;
