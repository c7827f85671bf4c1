/** Version of the tables below; a database of a newer version is refused, an older one is migrated. */
export const SCHEMA_VERSION = 1;

/**
 * SQLite is the truth. Originals and versions are only ever added; `passages`, `sentences` and `lexical` hold the
 * current versions and can be made again from them; `embeddings` are kept by text, so nothing is embedded twice.
 * All spans are UTF-16 offsets in `versions.text`.
 */
export const SCHEMA = `
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL UNIQUE,
  -- Where it came from: 'seed' follows the seeds folder, 'added' was given by hand.
  origin TEXT NOT NULL CHECK (origin IN ('seed', 'added')),
  -- NULL: withdrawn. Its versions stay.
  version_id INTEGER REFERENCES versions (id),
  -- 'operator' when it was taken out by hand: a seed file is then not put back by itself.
  withdrawn_by TEXT CHECK (withdrawn_by IN ('operator', 'seeds'))
);
CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  bytes BLOB NOT NULL,
  bytes_hash TEXT NOT NULL,
  encoding TEXT NOT NULL,
  text TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  stated TEXT,
  added_at TEXT NOT NULL
);
CREATE INDEX versions_by_document ON versions (document_id, text_hash);
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES documents (id),
  version_id INTEGER NOT NULL REFERENCES versions (id),
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  language TEXT NOT NULL,
  -- JSON of PassageDate, and its date alone for ordering.
  dated TEXT,
  date TEXT,
  -- The terms it is indexed under, separated by spaces, and how many words it has.
  terms TEXT NOT NULL,
  words INTEGER NOT NULL
);
CREATE INDEX passages_by_document ON passages (document_id, ordinal);
CREATE INDEX passages_by_date ON passages (date);
CREATE TABLE sentences (
  passage_id INTEGER NOT NULL REFERENCES passages (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text_hash TEXT NOT NULL,
  PRIMARY KEY (passage_id, ordinal)
) WITHOUT ROWID;
-- Vectors of length 1 as int8 with one scale: see quantise.ts.
CREATE TABLE embeddings (
  text_hash TEXT NOT NULL,
  model TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (text_hash, model)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE lexical USING fts5 (
  terms, content = '', contentless_delete = 1,
  tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co' tokenchars '~='"
);
-- One row an occurrence of a term in a passage (doc).
CREATE VIRTUAL TABLE occurrences USING fts5vocab (lexical, instance);
-- One row a term, with the number of passages (doc) that hold it.
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (lexical, row);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;
