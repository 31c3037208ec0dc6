-- Somebody who trains at the clinic has everything at hand, whatever the intake says (clinical/exercises.md 1, needs).
ALTER TABLE "Program" ADD COLUMN "atClinic" BOOLEAN NOT NULL DEFAULT false;
