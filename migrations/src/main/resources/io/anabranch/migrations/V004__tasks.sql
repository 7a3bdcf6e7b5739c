CREATE TABLE task (
  id            text COLLATE "C" PRIMARY KEY,
  repository_id int NOT NULL,
  kind          text NOT NULL,
  state         text NOT NULL CHECK (state IN ('running', 'succeeded', 'failed')),
  error_code    text,
  error         text,
  result        jsonb NOT NULL DEFAULT '{}',
  server_id     uuid NOT NULL,
  lease_end     timestamptz NOT NULL,
  creation_date timestamptz NOT NULL DEFAULT now(),
  update_time   timestamptz NOT NULL DEFAULT now(),
  CHECK ((state = 'failed') = (error_code IS NOT NULL AND error IS NOT NULL))
);
CREATE INDEX task_lease ON task (lease_end) WHERE state = 'running';
CREATE INDEX task_over ON task (update_time) WHERE state <> 'running';
COMMENT ON TABLE task IS 'Work that goes on after the request that asked for it was answered';
COMMENT ON COLUMN task.error_code IS 'kind of the failure';
COMMENT ON COLUMN task.error IS 'for users: what went wrong and what to do about it';
COMMENT ON COLUMN task.result IS 'text to text; empty unless the task succeeded';
COMMENT ON COLUMN task.server_id IS 'the process that runs it; another one after each start';
COMMENT ON COLUMN task.lease_end IS 'by the clock of the database: past it while running, its server is taken for dead';
COMMENT ON COLUMN task.update_time IS 'last sign of life, or when it ended; tasks that are over are deleted a day after that';
