-- The stage of a run (clinical/programmes.md 6.2) is a column: so far it was read from the words of the note, which anybody may
-- write. What a note says after these words stays.
ALTER TABLE "ProgramItem" ADD COLUMN stage INTEGER;
ALTER TABLE "ProgramItem" DISABLE TRIGGER kept;
SET ROLE stepwise_maintenance;
UPDATE "ProgramItem" i SET stage = s.stage, note = regexp_replace(substr(i.note, length(s.words) + 1), '^[.] ', '')
FROM (VALUES
    (0, 'ex_rtr_walk30', 'Walk 30 min'),
    (1, 'ex_rtr_walk_run', '6 times: walk 4 min, jog 1 min'),
    (2, 'ex_rtr_walk_run', '6 times: walk 3 min, jog 2 min'),
    (3, 'ex_rtr_walk_run', '6 times: walk 2 min, jog 3 min'),
    (4, 'ex_rtr_walk_run', '6 times: walk 1 min, jog 4 min'),
    (5, 'ex_rtr_walk_run', '4 times: walk 1 min, jog 6 min'),
    (6, 'ex_rtr_walk_run', '3 times: walk 1 min, jog 9 min'),
    (7, 'ex_rtr_walk_run', '2 times: walk 1 min, jog 14 min'),
    (8, 'ex_rtr_easy_run', 'Jog 25 min without a break'),
    (9, 'ex_rtr_easy_run', 'Jog 30 min without a break'),
    (10, 'ex_rtr_easy_run', 'Distance build-up: see the weekly target and the cap of a single run')
  ) s (stage, exercise, words)
WHERE i."exerciseId" = s.exercise AND (i.note = s.words OR starts_with(i.note, s.words || '. '));
RESET ROLE;
ALTER TABLE "ProgramItem" ENABLE TRIGGER kept;
ALTER TABLE "ProgramItem" ADD CONSTRAINT stage_of_exercise CHECK (stage IS NULL
  OR ("exerciseId" = 'ex_rtr_walk30' AND stage = 0)
  OR ("exerciseId" = 'ex_rtr_walk_run' AND stage BETWEEN 1 AND 7)
  OR ("exerciseId" = 'ex_rtr_easy_run' AND stage BETWEEN 8 AND 10));
