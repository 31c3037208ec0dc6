-- A flag keeps the rules that raised it, with what was read, so that its card says them when the rules are others.
ALTER TABLE "RedFlag" ADD COLUMN "traces" JSONB;
ALTER TABLE "RedFlag" ADD CONSTRAINT traces_in_a_list CHECK (jsonb_typeof("traces") = 'array');
