CREATE TABLE app_user (
  id            int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username      text COLLATE "C" NOT NULL UNIQUE,
  creation_date timestamptz NOT NULL
);
COMMENT ON TABLE app_user IS 'People and programs that may sign in ("user" is a reserved word)';

CREATE TABLE credential (
  access_key_id     text COLLATE "C" PRIMARY KEY,
  user_id           int NOT NULL REFERENCES app_user ON DELETE CASCADE,
  secret_access_key bytea NOT NULL,
  creation_date     timestamptz NOT NULL
);
CREATE INDEX credential_user ON credential (user_id);
COMMENT ON TABLE credential IS 'Access keys of users';
COMMENT ON COLUMN credential.secret_access_key IS 'encrypted with a key derived from auth.encrypt.secret_key';

CREATE TABLE installation (
  only_row      boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  id            text NOT NULL,
  creation_date timestamptz NOT NULL,
  setup_date    timestamptz
);
COMMENT ON TABLE installation IS 'One row: the installation all servers on this database are';
COMMENT ON COLUMN installation.setup_date IS 'when the first user was created; null before';

CREATE TABLE store (
  id            text COLLATE "C" PRIMARY KEY,
  location      text NOT NULL,
  first_used    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE store IS 'What each storage id pointed at when it was first used';
COMMENT ON COLUMN store.location IS 'type and endpoint, account or directory; an id must not move to another';
