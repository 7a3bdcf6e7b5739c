ALTER TABLE store
  ADD COLUMN revision   bigint NOT NULL DEFAULT 0,
  ADD COLUMN key_id     text,
  ADD COLUMN definition bytea,
  ADD CHECK ((definition IS NULL) = (key_id IS NULL));
COMMENT ON TABLE store IS 'Each storage id with what it pointed at when it was first used; of a store that was attached at run time also its definition';
COMMENT ON COLUMN store.revision IS 'grows with every change, and when the store is to be opened anew';
COMMENT ON COLUMN store.definition IS 'JSON with the keys of an element of blockstores.stores, encrypted with a key derived from blockstores.signing.secret_key; null for a store of the configuration';
COMMENT ON COLUMN store.key_id IS 'tells which key the definition was encrypted with';

CREATE TABLE store_map (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  bigint NOT NULL
);
INSERT INTO store_map (version) VALUES (1);
COMMENT ON TABLE store_map IS 'One row: changes of stores compare-and-set its version, and notify the channel anabranch_stores';

-- A store that has repositories cannot be deleted. Rows of before are taken as they are: a start
-- names those whose store is gone.
CREATE INDEX repository_storage ON repository (storage_id);
ALTER TABLE repository
  ADD CONSTRAINT repository_store FOREIGN KEY (storage_id) REFERENCES store (id) NOT VALID;
