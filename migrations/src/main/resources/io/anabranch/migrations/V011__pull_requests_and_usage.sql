CREATE TABLE pull_request (
  repository_id      int NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
  id                 text COLLATE "C" NOT NULL,
  status             text NOT NULL CHECK (status IN ('open', 'closed', 'merged')),
  title              text NOT NULL,
  description        text NOT NULL,
  author             text NOT NULL,
  source_branch      text NOT NULL,
  destination_branch text NOT NULL,
  creation_date      timestamptz NOT NULL,
  closed_date        timestamptz,
  merged_commit_id   bytea,
  PRIMARY KEY (repository_id, id),
  CHECK ((status = 'open') = (closed_date IS NULL)),
  CHECK (status = 'merged' OR merged_commit_id IS NULL)
);
CREATE INDEX pull_request_open ON pull_request (repository_id, id) WHERE status = 'open';
CREATE INDEX pull_request_over ON pull_request (repository_id, id) WHERE status <> 'open';
COMMENT ON TABLE pull_request IS 'Wishes to merge one branch into another, which need not exist any more';
COMMENT ON COLUMN pull_request.id IS 'sorts before those of older ones';
COMMENT ON COLUMN pull_request.merged_commit_id IS 'what merging it made; null when somebody only said that it is merged';

CREATE TABLE api_usage (
  month date PRIMARY KEY CHECK (extract(day FROM month) = 1),
  calls bigint NOT NULL
);
COMMENT ON TABLE api_usage IS 'How many calls of the API the servers of this database answered in each month (UTC)';
