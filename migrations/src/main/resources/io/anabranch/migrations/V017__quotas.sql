CREATE TABLE quota (
  scope               text NOT NULL CHECK (scope IN ('user', 'repository', 'store')),
  name                text COLLATE "C" NOT NULL,
  max_bytes           bigint CHECK (max_bytes >= 0),
  max_objects         bigint CHECK (max_objects >= 0),
  requests_per_second int CHECK (requests_per_second > 0),
  used_bytes          bigint NOT NULL DEFAULT 0 CHECK (used_bytes >= 0),
  used_objects        bigint NOT NULL DEFAULT 0 CHECK (used_objects >= 0),
  PRIMARY KEY (scope, name)
) WITH (fillfactor = 50);
COMMENT ON TABLE quota IS 'What a user, a repository or a store may take, and has taken since the quota is there';
COMMENT ON COLUMN quota.max_bytes IS 'null where there is no limit, as in the next two';
COMMENT ON COLUMN quota.used_bytes IS 'counted before the bytes are stored, and taken back when they are not: never too few';

CREATE TABLE quota_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  bigint NOT NULL
);
INSERT INTO quota_version (version) VALUES (1);
COMMENT ON TABLE quota_version IS 'One row: it counts the changes of limits, so that servers notice them';

INSERT INTO policy (id, creation_date, statements) VALUES
  ('QuotasFullAccess', now(), '[
    {"effect": "allow", "action": ["quotas:*"], "resource": "*"}]')
  ON CONFLICT DO NOTHING;
INSERT INTO policy_on_group (group_id, policy_id)
  SELECT id, 'QuotasFullAccess' FROM user_group WHERE id = 'Admins'
  ON CONFLICT DO NOTHING;
UPDATE access_version SET version = version + 1;
