-- Files of by-products may be let go; what is known of them stays.
ALTER TABLE assets ADD COLUMN kept INTEGER NOT NULL DEFAULT 1;
CREATE INDEX assets_kept_by_age ON assets (kept, created DESC);
