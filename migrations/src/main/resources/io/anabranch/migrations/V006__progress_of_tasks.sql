ALTER TABLE task
  ADD COLUMN progress bigint NOT NULL DEFAULT 0,
  ADD COLUMN irrevocable boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN task.progress IS 'how much it has done, in what its kind counts; 0 for kinds that do not';
COMMENT ON COLUMN task.irrevocable IS 'it has begun to change what others see, so it cannot be cancelled any more';
