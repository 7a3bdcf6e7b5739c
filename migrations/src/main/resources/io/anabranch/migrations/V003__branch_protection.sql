ALTER TABLE repository ADD COLUMN protected_branches text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN repository.protected_branches IS 'globs over names of branches; empty when none is protected';
