CREATE TABLE external_principal (
  id       text COLLATE "C" PRIMARY KEY,
  username text COLLATE "C" NOT NULL REFERENCES app_user (username) ON DELETE CASCADE,
  settings jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX external_principal_user ON external_principal (username, id);
COMMENT ON TABLE external_principal IS 'Identities from elsewhere that may sign on as a user';
COMMENT ON COLUMN external_principal.id IS 'issuer#subject of OpenID Connect, or an ARN of AWS';

ALTER TABLE app_user ADD COLUMN friendly_name text;
COMMENT ON COLUMN app_user.friendly_name IS 'what people call the user, as a provider says it';

ALTER TABLE membership ADD COLUMN from_provider boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN membership.from_provider IS 'taken away again when the provider does not say it any more';

CREATE TABLE sign_on_mailbox (
  name_hash    bytea PRIMARY KEY,
  release_hash bytea NOT NULL UNIQUE,
  expires      timestamptz NOT NULL,
  username     text COLLATE "C" REFERENCES app_user (username) ON DELETE CASCADE,
  session_end  timestamptz
);
CREATE INDEX sign_on_mailbox_expires ON sign_on_mailbox (expires);
COMMENT ON TABLE sign_on_mailbox IS 'Programs that wait for somebody to sign them on; names are kept as SHA-256';
COMMENT ON COLUMN sign_on_mailbox.username IS 'who did; null before';

ALTER TABLE credential
  ADD COLUMN description text,
  ADD COLUMN expires     timestamptz,
  ADD COLUMN last_used   timestamptz;
COMMENT ON COLUMN credential.expires IS 'from then on it is good for nothing; null for a key without an end';
COMMENT ON COLUMN credential.last_used IS 'to about a minute; null when it was not used since this is noted';
