-- The first schema: jobs, memoised steps, assets.

CREATE TABLE jobs (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('workflow', 'engine')),
    target      TEXT NOT NULL,
    title       TEXT NOT NULL,
    params      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN
                ('queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled')),
    priority    INTEGER NOT NULL DEFAULT 0,
    position    REAL NOT NULL,
    progress    REAL NOT NULL DEFAULT 0,
    stage       TEXT,
    eta         REAL,
    cancelling  INTEGER NOT NULL DEFAULT 0,
    fresh       INTEGER NOT NULL DEFAULT 0,
    result      TEXT,
    error       TEXT,
    created     REAL NOT NULL,
    started     REAL,
    finished    REAL
) STRICT;
CREATE INDEX jobs_by_turn ON jobs (state, priority DESC, position);
CREATE INDEX jobs_by_age ON jobs (created DESC, id);

CREATE TABLE job_events (
    id      INTEGER PRIMARY KEY,
    job     TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    time    REAL NOT NULL,
    type    TEXT NOT NULL,
    data    TEXT NOT NULL
) STRICT;
CREATE INDEX job_events_by_job ON job_events (job, id);

CREATE TABLE steps (
    key      TEXT PRIMARY KEY,
    role     TEXT NOT NULL,
    engine   TEXT NOT NULL,
    version  TEXT NOT NULL,
    params   TEXT NOT NULL,
    outputs  TEXT NOT NULL,
    seconds  REAL NOT NULL,
    peak_mb  REAL NOT NULL,
    finished REAL NOT NULL
) STRICT;
CREATE INDEX steps_by_engine ON steps (engine, finished DESC);

CREATE TABLE job_steps (
    job   TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    key   TEXT NOT NULL REFERENCES steps (key),
    label TEXT NOT NULL,
    reused INTEGER NOT NULL,
    PRIMARY KEY (job, key)
) STRICT, WITHOUT ROWID;

-- Every start of a step, so that "done twice" can be counted and workers' deaths are known.
CREATE TABLE attempts (
    id      INTEGER PRIMARY KEY,
    key     TEXT NOT NULL,
    job     TEXT NOT NULL,
    started REAL NOT NULL,
    ended   REAL,
    outcome TEXT
) STRICT;
CREATE INDEX attempts_by_key ON attempts (key);

CREATE TABLE assets (
    sha256  TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    suffix  TEXT NOT NULL,
    size    INTEGER NOT NULL,
    meta    TEXT NOT NULL,
    name    TEXT NOT NULL DEFAULT '',
    step    TEXT REFERENCES steps (key),
    created REAL NOT NULL
) STRICT;
CREATE INDEX assets_by_age ON assets (created DESC);

CREATE VIRTUAL TABLE asset_words USING fts5 (sha256 UNINDEXED, words, tokenize = 'trigram');

CREATE TABLE flags (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
