-- A flag that stands is not raised again by what says it once more; the row keeps when that was and in which form, log or
-- examination, so that nobody settles it from a page that is older.
ALTER TABLE "RedFlag" ADD COLUMN "saidAgainAt" TIMESTAMPTZ(6), ADD COLUMN "saidAgainIn" UUID,
  ADD CONSTRAINT said_again_somewhere CHECK (("saidAgainAt" IS NULL) = ("saidAgainIn" IS NULL));
DROP TRIGGER kept ON "RedFlag";
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON "RedFlag" FOR EACH ROW EXECUTE FUNCTION keep_as_written(
  'caseId', 'answerChangedAt', 'supersededBy', 'supersededAt', 'resolvedAt', 'respondedAt', 'visitedAt', 'shownAt', 'saidAgainAt', 'saidAgainIn');
