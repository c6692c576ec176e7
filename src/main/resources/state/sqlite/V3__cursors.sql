-- A source that lists what changed begins at its cursor; how long ago it listed everything says when it does so again.
ALTER TABLE sources ADD COLUMN listed_all TEXT;
