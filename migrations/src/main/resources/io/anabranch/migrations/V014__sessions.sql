-- No two users ever have the same one, so that a new user of an old name has no session of the old.
CREATE SEQUENCE session_generation;

ALTER TABLE app_user
  ADD COLUMN session_generation bigint NOT NULL DEFAULT nextval('session_generation');
COMMENT ON COLUMN app_user.session_generation IS 'what sessions of this user must say; a new one ends them all';

CREATE TABLE revoked_session (
  id      uuid PRIMARY KEY,
  expires timestamptz NOT NULL
);
CREATE INDEX revoked_session_expires ON revoked_session (expires);
COMMENT ON TABLE revoked_session IS 'Sessions that were ended before they would end by themselves; kept until then';
