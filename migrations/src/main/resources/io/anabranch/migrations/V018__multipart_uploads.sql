CREATE TABLE multipart_upload (
  id                 text COLLATE "C" PRIMARY KEY,
  repository_id      int NOT NULL,
  branch             text COLLATE "C" NOT NULL,
  path               text COLLATE "C" NOT NULL,
  key                text COLLATE "C" NOT NULL GENERATED ALWAYS AS (branch || '/' || path) STORED,
  storage_id         text NOT NULL,
  storage_namespace  text NOT NULL,
  address            text NOT NULL,
  store_upload_id    text NOT NULL,
  username           text NOT NULL,
  content_type       text NOT NULL,
  metadata           jsonb NOT NULL,
  checksum_algorithm text,
  checksum_type      text,
  state              text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'completing', 'aborting')),
  claim              uuid,
  completion         text,
  created_at         timestamptz NOT NULL DEFAULT now(),
  CHECK ((state = 'completing') = (claim IS NOT NULL AND completion IS NOT NULL))
);
CREATE INDEX multipart_upload_key ON multipart_upload (repository_id, key, id) WHERE state <> 'aborting';
CREATE INDEX multipart_upload_age ON multipart_upload (created_at, id);
COMMENT ON TABLE multipart_upload IS 'Uploads in parts that are under way; a row goes when its object is staged, or its parts are dropped';
COMMENT ON COLUMN multipart_upload.id IS 'of a repository and key, those that began later sort after the others';
COMMENT ON COLUMN multipart_upload.repository_id IS 'may be deleted meanwhile: then the parts are dropped in the background, and so storage_id and storage_namespace are here';
COMMENT ON COLUMN multipart_upload.address IS 'of the object, below the namespace; fresh for each upload';
COMMENT ON COLUMN multipart_upload.claim IS 'of the request that may stage the object: the latest';
COMMENT ON COLUMN multipart_upload.completion IS 'etag of the object, which stands for the parts that it is made of';
COMMENT ON COLUMN multipart_upload.created_at IS 'by the clock of the database';

CREATE TABLE multipart_part (
  upload_id   text COLLATE "C" NOT NULL REFERENCES multipart_upload ON DELETE CASCADE,
  number      int NOT NULL CHECK (number BETWEEN 1 AND 10000),
  size        bigint NOT NULL CHECK (size >= 0),
  md5         text NOT NULL,
  store_etag  text NOT NULL,
  checksum    text,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (upload_id, number)
);
COMMENT ON TABLE multipart_part IS 'Parts that are in the store; none is added once the upload is not open any more';
