-- A generation that runs as a plugin keeps its row of the data set.
ALTER TABLE ai.dataset_rows DROP CONSTRAINT dataset_rows_outcome_check;
ALTER TABLE ai.dataset_rows ADD CONSTRAINT dataset_rows_outcome_check CHECK (
  outcome IN ('NEEDS_REVIEW', 'ACCEPTED', 'REJECTED', 'MOUNTED', 'FAILED', 'CANCELLED')
);
