ALTER TABLE branch
  ADD COLUMN claimed_by uuid,
  ADD COLUMN claim_end timestamptz,
  ADD CHECK ((claimed_by IS NULL) = (claim_end IS NULL));
COMMENT ON COLUMN branch.claimed_by IS 'the server that moves the branch next, since others were faster too often; null when any may';
COMMENT ON COLUMN branch.claim_end IS 'by the clock of the database: past it the claim is void';
