-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "advice" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "against" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "goals" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "inputs" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "record" JSONB NOT NULL DEFAULT '{}';

-- A decision against a safety rule says why; what is kept is read back as an object.
ALTER TABLE "Review" ADD CONSTRAINT reason_given CHECK (cardinality(against) = 0 OR length(btrim(text)) >= 3),
  ADD CONSTRAINT kept_objects CHECK (jsonb_typeof(advice) = 'object' AND jsonb_typeof(inputs) = 'object'
    AND jsonb_typeof(record) = 'object' AND jsonb_typeof(goals) = 'object' AND pg_column_size(record) < 500000);
