-- A change of phase that the rules of the phase do not permit has its reason, as a pause has.
ALTER TABLE "ProgramEvent" DROP CONSTRAINT reason_of_a_pause,
  ADD CONSTRAINT reason_of_an_event CHECK (kind IN ('paused', 'phase') OR reason = '');
