-- The first ten weeks of running have no stages (clinical/programmes.md 5.9): the note of their week 10 was taken for stage 8,
-- which reads the same.
ALTER TABLE "ProgramItem" DISABLE TRIGGER kept;
SET ROLE stepwise_maintenance;
UPDATE "ProgramItem" i SET stage = NULL, note = concat_ws('. ', 'Jog 25 min without a break', NULLIF(i.note, ''))
FROM "ProgramPhase" p
WHERE p."clinicId" = i."clinicId" AND p.id = i."phaseId" AND p.key LIKE 'prog\_beginner\_prevention\_p%' AND i.stage = 8;
RESET ROLE;
ALTER TABLE "ProgramItem" ENABLE TRIGGER kept;
