-- Repositories, refs, commits and staged changes.
--
-- branch, tag and "commit" carry no foreign key to repository: each insert would lock the row of the
-- repository, and the busiest row of the system would live on multixacts. Two advisory locks (space,
-- key), both released at the end of the transaction, do the work instead:
--   (7, hash of repository and branch name)  shared by whoever stages, exclusive for a seal, a reset,
--                                            a deletion: a staging area that is not the current one
--                                            any more never changes;
--   (8, repository.id)                       shared by whoever creates a branch or records a commit,
--                                            exclusive for creating a tag and deleting the repository:
--                                            a branch and a tag never share a name, and nothing is
--                                            added to a repository that is gone.
-- Text that is listed in order is COLLATE "C": its order is that of the bytes.

CREATE TABLE repository (
  id                int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name              text COLLATE "C" NOT NULL UNIQUE,
  storage_id        text NOT NULL,
  storage_namespace text NOT NULL,
  default_branch    text NOT NULL,
  creation_date     timestamptz NOT NULL,
  read_only         boolean NOT NULL,
  instance_uid      uuid NOT NULL DEFAULT gen_random_uuid(),
  metadata          jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE repository IS 'A namespace of refs over one storage namespace of one store';
COMMENT ON COLUMN repository.id IS 'never used again after the repository is deleted';
COMMENT ON COLUMN repository.storage_id IS 'empty on a server with a single store';
COMMENT ON COLUMN repository.default_branch IS 'a bare repository has no branch of that name yet';
COMMENT ON COLUMN repository.instance_uid IS 'tells apart repositories that had the same name one after the other';
COMMENT ON COLUMN repository.metadata IS 'text to text';

CREATE TABLE retired_repository (
  repository_id int PRIMARY KEY
);
COMMENT ON TABLE retired_repository IS 'Deleted repositories whose tags and commits are yet to be dropped';

-- Drawn under the exclusive lock of the branch and not cached, so that the tokens of a branch rise.
CREATE SEQUENCE staging_token AS bigint CACHE 1;

CREATE TABLE branch (
  id            int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  repository_id int NOT NULL,
  name          text COLLATE "C" NOT NULL,
  commit_id     bytea NOT NULL,
  staging_token bigint NOT NULL DEFAULT nextval('staging_token'),
  sealed_tokens bigint[] NOT NULL DEFAULT '{}',
  hidden        boolean NOT NULL DEFAULT false,
  UNIQUE (repository_id, name)
) WITH (fillfactor = 50); -- room to update in place: every commit does so twice
COMMENT ON TABLE branch IS 'A name for a commit that moves, and the staging areas over that commit';
COMMENT ON COLUMN branch.commit_id IS 'the head';
COMMENT ON COLUMN branch.staging_token IS 'the area that takes changes now';
COMMENT ON COLUMN branch.sealed_tokens IS 'areas that are being committed, newest first; they do not change any more';

CREATE TABLE tag (
  repository_id int NOT NULL,
  name          text COLLATE "C" NOT NULL,
  commit_id     bytea NOT NULL,
  PRIMARY KEY (repository_id, name)
);
COMMENT ON TABLE tag IS 'A name for a commit that does not move';

CREATE TABLE commit (
  repository_id int NOT NULL,
  id            bytea NOT NULL CHECK (length(id) = 32),
  parents       bytea[] NOT NULL,
  committer     text NOT NULL,
  message       text NOT NULL,
  creation_date timestamptz NOT NULL,
  meta_range_id text NOT NULL,
  metadata      jsonb NOT NULL,
  version       int NOT NULL,
  generation    int NOT NULL,
  PRIMARY KEY (repository_id, id)
);
COMMENT ON TABLE commit IS 'Commits as they are recorded; rows never change';
COMMENT ON COLUMN commit.id IS 'SHA-256; encode(id, ''hex'') is what users see; ranges of the key find a commit by the start of its id';
COMMENT ON COLUMN commit.parents IS 'the first is the branch the commit was made on, but the last in version 0';
COMMENT ON COLUMN commit.meta_range_id IS 'the tree; empty for the first commit of a repository';

CREATE TABLE staged_entry (
  staging_token bigint NOT NULL,
  path          text COLLATE "C" NOT NULL,
  entry         bytea,
  PRIMARY KEY (staging_token, path)
);
COMMENT ON TABLE staged_entry IS 'Changes that are not committed yet, by staging area';
COMMENT ON COLUMN staged_entry.entry IS 'identity and data as in a range (docs/formats); null is a tombstone: the path is deleted';

CREATE TABLE retired_token (
  staging_token bigint PRIMARY KEY,
  repository_id int,
  branch_name   text
);
COMMENT ON TABLE retired_token IS 'Staging areas of no branch any more, whose staged entries are yet to be dropped';
COMMENT ON COLUMN retired_token.branch_name IS 'whose writers may still be adding to the area: wait for its lock first; null when there are none';
