-- Every statement that creates, moves or deletes a ref inserts a row here itself, so that there is
-- one if and only if the ref has moved. Rows are numbered (id) after the statement has the lock of
-- the ref's own row, hence after whoever moved the ref before has committed: for one ref, ids rise
-- in the order of its moves, and who sees a row sees all rows of smaller ids of the same ref. Over
-- several refs neither holds: a smaller id may become visible later.

CREATE TABLE ref_change (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  repository_id int NOT NULL,
  repository    text COLLATE "C" NOT NULL,
  ref_kind      text NOT NULL CHECK (ref_kind IN ('repository', 'branch', 'tag')),
  ref_name      text COLLATE "C" NOT NULL,
  old_commit_id bytea,
  new_commit_id bytea,
  operation     text NOT NULL,
  username      text NOT NULL,
  message       text NOT NULL,
  change_time   timestamptz NOT NULL,
  position      bigint
);
CREATE INDEX ref_change_ref ON ref_change (repository_id, ref_kind, ref_name, change_time, id);
CREATE UNIQUE INDEX ref_change_position ON ref_change (position) WHERE position > 0;
CREATE INDEX ref_change_pending ON ref_change (id) WHERE position IS NULL;
COMMENT ON TABLE ref_change IS 'The history of refs, and of it what is yet to be told to sinks of events';
COMMENT ON COLUMN ref_change.repository IS 'its name: rows outlive their repository until they are too old';
COMMENT ON COLUMN ref_change.old_commit_id IS 'null when the ref was created, and of a repository';
COMMENT ON COLUMN ref_change.new_commit_id IS 'null when the ref was deleted, and of a repository';
COMMENT ON COLUMN ref_change.change_time IS 'by the clock of the database; rises from move to move of a branch even when that is set back';
COMMENT ON COLUMN ref_change.position IS 'where it comes in the order that sinks are told in; null: not settled yet; 0: there was no sink then';

-- now() is evaluated once, so the table is not rewritten; the default of later rows is volatile.
ALTER TABLE branch ADD COLUMN moved_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE branch ALTER COLUMN moved_at SET DEFAULT clock_timestamp();
COMMENT ON COLUMN branch.moved_at IS 'when its head was last set';

CREATE SEQUENCE event_position AS bigint CACHE 1;
COMMENT ON SEQUENCE event_position IS 'drawn under the advisory lock (9, 0) alone, so that positions become visible in their order';

CREATE TABLE event_sink (
  name      text COLLATE "C" PRIMARY KEY,
  position  bigint NOT NULL,
  server_id uuid NOT NULL,
  lease_end timestamptz NOT NULL
);
COMMENT ON TABLE event_sink IS 'Who is told of changes of refs, and how far they have been';
COMMENT ON COLUMN event_sink.position IS 'of the last change that it was told of';
COMMENT ON COLUMN event_sink.server_id IS 'the process that tells it; another one after each start';
COMMENT ON COLUMN event_sink.lease_end IS 'by the clock of the database: past it, its server is taken for dead; long past it, no server knows the sink any more';

-- So that what is there now has a history that begins now.
INSERT INTO ref_change (repository_id, repository, ref_kind, ref_name, new_commit_id, operation,
  username, message, change_time, position)
SELECT r.id, r.name, 'repository', r.name, NULL, 'found', '', '', now(), 0 FROM repository r
UNION ALL
SELECT r.id, r.name, 'branch', b.name, b.commit_id, 'found', '', '', b.moved_at, 0
FROM branch b JOIN repository r ON r.id = b.repository_id
UNION ALL
SELECT r.id, r.name, 'tag', t.name, t.commit_id, 'found', '', '', now(), 0
FROM tag t JOIN repository r ON r.id = t.repository_id;
