-- Names are the keys: they never change, and lists are paged by them.

CREATE TABLE user_group (
  id            text COLLATE "C" PRIMARY KEY,
  description   text,
  creation_date timestamptz NOT NULL
);
COMMENT ON TABLE user_group IS 'Users who are given the same policies ("group" is a reserved word)';

CREATE TABLE membership (
  group_id text COLLATE "C" NOT NULL REFERENCES user_group ON DELETE CASCADE,
  username text COLLATE "C" NOT NULL REFERENCES app_user (username) ON DELETE CASCADE,
  PRIMARY KEY (group_id, username)
);
CREATE INDEX membership_user ON membership (username, group_id);
COMMENT ON TABLE membership IS 'Who is in which group';

CREATE TABLE policy (
  id            text COLLATE "C" PRIMARY KEY,
  creation_date timestamptz NOT NULL,
  statements    jsonb NOT NULL
);
COMMENT ON TABLE policy IS 'What may and may not be done';
COMMENT ON COLUMN policy.statements IS 'list of {effect, action, resource, condition}, as the API has it';

CREATE TABLE policy_on_user (
  username  text COLLATE "C" NOT NULL REFERENCES app_user (username) ON DELETE CASCADE,
  policy_id text COLLATE "C" NOT NULL REFERENCES policy ON DELETE CASCADE,
  PRIMARY KEY (username, policy_id)
);
CREATE INDEX policy_on_user_policy ON policy_on_user (policy_id, username);
COMMENT ON TABLE policy_on_user IS 'Policies that a user has beside those of groups';

CREATE TABLE policy_on_group (
  group_id  text COLLATE "C" NOT NULL REFERENCES user_group ON DELETE CASCADE,
  policy_id text COLLATE "C" NOT NULL REFERENCES policy ON DELETE CASCADE,
  PRIMARY KEY (group_id, policy_id)
);
CREATE INDEX policy_on_group_policy ON policy_on_group (policy_id, group_id);
COMMENT ON TABLE policy_on_group IS 'Policies that everybody in a group has';

CREATE TABLE access_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version  bigint NOT NULL
);
INSERT INTO access_version (version) VALUES (1);
COMMENT ON TABLE access_version IS 'One row: changes of who may do what lock it one after the other, and notify the channel anabranch_access';

INSERT INTO policy (id, creation_date, statements) VALUES
  ('FSFullAccess', now(), '[
    {"effect": "allow", "action": ["fs:*", "pr:*"], "resource": "*"}]'),
  ('FSReadWriteAll', now(), '[
    {"effect": "allow", "resource": "*", "action": ["fs:Read*", "fs:List*", "fs:WriteObject",
      "fs:DeleteObject", "fs:RevertBranch", "fs:CreateBranch", "fs:CreateTag", "fs:DeleteBranch",
      "fs:DeleteTag", "fs:CreateCommit", "pr:*"]}]'),
  ('FSReadAll', now(), '[
    {"effect": "allow", "action": ["fs:List*", "fs:Read*", "pr:List*", "pr:Read*"], "resource": "*"}]'),
  ('AuthFullAccess', now(), '[
    {"effect": "allow", "action": ["auth:*"], "resource": "*"}]'),
  ('AuthManageOwnCredentials', now(), '[
    {"effect": "allow", "resource": "arn:lakefs:auth:::user/${user}", "action": [
      "auth:CreateCredentials", "auth:DeleteCredentials", "auth:ListCredentials",
      "auth:ReadCredentials"]}]'),
  ('RepoManagementFullAccess', now(), '[
    {"effect": "allow", "action": ["ci:*", "retention:*", "branches:*"], "resource": "*"}]'),
  ('RepoManagementReadAll', now(), '[
    {"effect": "allow", "action": ["ci:Read*", "retention:Get*", "branches:Get*"], "resource": "*"}]'),
  ('StoresFullAccess', now(), '[
    {"effect": "allow", "action": ["stores:*"], "resource": "*"}]'),
  ('StoresUseAll', now(), '[
    {"effect": "allow", "action": ["stores:UseStore", "stores:List*", "stores:Read*"], "resource": "*"}]');

INSERT INTO user_group (id, creation_date) VALUES
  ('Admins', now()), ('SuperUsers', now()), ('Developers', now()), ('Viewers', now());

INSERT INTO policy_on_group (group_id, policy_id) VALUES
  ('Admins', 'FSFullAccess'),
  ('Admins', 'AuthFullAccess'),
  ('Admins', 'RepoManagementFullAccess'),
  ('Admins', 'StoresFullAccess'),
  ('SuperUsers', 'FSFullAccess'),
  ('SuperUsers', 'AuthManageOwnCredentials'),
  ('SuperUsers', 'RepoManagementReadAll'),
  ('SuperUsers', 'StoresUseAll'),
  ('Developers', 'FSReadWriteAll'),
  ('Developers', 'AuthManageOwnCredentials'),
  ('Developers', 'RepoManagementReadAll'),
  ('Viewers', 'FSReadAll'),
  ('Viewers', 'AuthManageOwnCredentials');

-- Until now everybody who could sign in could do everything.
INSERT INTO membership (group_id, username) SELECT 'Admins', username FROM app_user;
