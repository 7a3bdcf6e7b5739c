CREATE TABLE audit_event (
  time           timestamptz NOT NULL,
  id             bigint NOT NULL,
  request_id     text NOT NULL,
  username       text COLLATE "C",
  sign_on        text NOT NULL,
  credential     text,
  client_address text,
  user_agent     text,
  operation      text NOT NULL,
  actions        text[] NOT NULL,
  resources      text[] NOT NULL,
  repository     text COLLATE "C",
  ref            text COLLATE "C",
  path           text COLLATE "C",
  storage_id     text COLLATE "C",
  outcome        text NOT NULL,
  status         smallint NOT NULL,
  bytes_received bigint,
  bytes_sent     bigint,
  duration_us    bigint NOT NULL,
  PRIMARY KEY (time, id)
);
COMMENT ON TABLE audit_event IS 'One row for each request to an operation of the API; never updated, deleted when older than audit.retention';
COMMENT ON COLUMN audit_event.time IS 'when the request began, by the clock of its server';
COMMENT ON COLUMN audit_event.id IS 'made by the server, so that a batch whose outcome is unknown is not written twice';
COMMENT ON COLUMN audit_event.sign_on IS 'what was presented: none, key, session; nothing is checked here, as it would be for every request';
COMMENT ON COLUMN audit_event.credential IS 'id of the access key or session that was presented, right or wrong';
COMMENT ON COLUMN audit_event.storage_id IS 'of the repository; a store that was deleted since may be unknown';

INSERT INTO policy (id, creation_date, statements) VALUES
  ('AuditReadAll', now(), '[
    {"effect": "allow", "action": ["audit:*"], "resource": "*"}]')
  ON CONFLICT DO NOTHING;
INSERT INTO policy_on_group (group_id, policy_id)
  SELECT id, 'AuditReadAll' FROM user_group WHERE id = 'Admins'
  ON CONFLICT DO NOTHING;
UPDATE access_version SET version = version + 1;
