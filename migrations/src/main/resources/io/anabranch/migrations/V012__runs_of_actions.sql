CREATE TABLE action_run (
  repository_id int NOT NULL,
  id            text COLLATE "C" NOT NULL,
  event_type    text NOT NULL,
  branch        text COLLATE "C" NOT NULL,
  source_ref    text NOT NULL,
  commit_id     text COLLATE "C" NOT NULL,
  state         text NOT NULL CHECK (state IN ('running', 'completed', 'failed')),
  start_time    timestamptz NOT NULL DEFAULT now(),
  end_time      timestamptz,
  server_id     uuid NOT NULL,
  lease_end     timestamptz NOT NULL,
  PRIMARY KEY (repository_id, id),
  CHECK ((state = 'running') = (end_time IS NULL))
);
CREATE INDEX action_run_branch ON action_run (repository_id, branch, id);
CREATE INDEX action_run_commit ON action_run (repository_id, commit_id, id) WHERE commit_id <> '';
CREATE INDEX action_run_lease ON action_run (lease_end) WHERE state = 'running';
COMMENT ON TABLE action_run IS 'What hooks ran for one event; rows of deleted repositories are dropped afterwards';
COMMENT ON COLUMN action_run.id IS 'later ones sort first';
COMMENT ON COLUMN action_run.branch IS 'empty for events of tags';
COMMENT ON COLUMN action_run.commit_id IS 'empty before there is one: of a run before a commit, filled in when that is made';
COMMENT ON COLUMN action_run.server_id IS 'the process that runs it; another one after each start';
COMMENT ON COLUMN action_run.lease_end IS 'by the clock of the database: past it while running, its server is taken for dead';

CREATE TABLE action_hook_run (
  repository_id int NOT NULL,
  run_id        text COLLATE "C" NOT NULL,
  id            text COLLATE "C" NOT NULL,
  action        text NOT NULL,
  hook_id       text NOT NULL,
  state         text NOT NULL CHECK (state IN ('completed', 'failed', 'skipped')),
  start_time    timestamptz NOT NULL,
  end_time      timestamptz NOT NULL,
  PRIMARY KEY (repository_id, run_id, id),
  FOREIGN KEY (repository_id, run_id) REFERENCES action_run ON DELETE CASCADE
);
COMMENT ON TABLE action_hook_run IS 'One hook of a run that is over; what it wrote is in the store of the repository';
COMMENT ON COLUMN action_hook_run.id IS 'number of its action and of the hook in it, four digits each';
