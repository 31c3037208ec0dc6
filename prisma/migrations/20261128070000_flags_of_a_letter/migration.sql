-- The red flags of which a letter was composed, each with the state that it had. A draft from before knows none: its signer is
-- asked to look at all of them once.
ALTER TABLE "Letter" ADD COLUMN "flagsTold" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
