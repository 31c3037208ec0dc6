-- Flags of closed cases that nobody has answered are counted with every page of a physio. They are few; her closed cases become many.
CREATE INDEX unanswered_flags ON "RedFlag" ("clinicId", "patientId")
  WHERE "respondedAt" IS NULL AND "resolvedAt" IS NULL AND "supersededAt" IS NULL;
