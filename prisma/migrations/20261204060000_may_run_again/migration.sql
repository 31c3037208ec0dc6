-- An accepted stop of running was lifted by any version in a program without runs, and by none without runs in another. Whoever
-- publishes a version says whether she may run again.
ALTER TABLE "ProgramVersion" ADD COLUMN "runsAgain" BOOLEAN NOT NULL DEFAULT false;
