-- Another model, other chunks or another extractor make a set of vectors of its own, beside the one that answers searches.
-- The tables of the new set are made when it begins (store_chunks_next and others) and take the place of the old ones,
-- under their names, when it is complete.
CREATE TABLE vector_sets (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  role          TEXT NOT NULL UNIQUE CHECK (role IN ('serving', 'next', 'leaving')),
  recipe        TEXT NOT NULL,
  model         TEXT NOT NULL,
  dimensions    INTEGER NOT NULL,
  chunk_size    INTEGER NOT NULL,
  chunk_overlap INTEGER NOT NULL,
  options       TEXT NOT NULL,         -- name=value, one a line: what the model was chosen by
  began_at      TEXT NOT NULL
);

-- Documents that the old set has and the new one doesn't yet.
CREATE TABLE documents_to_remake (
  document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE
);

-- Sources that a complete pass has looked at since the new set began.
CREATE TABLE sources_remade (
  source TEXT PRIMARY KEY
) WITHOUT ROWID;
