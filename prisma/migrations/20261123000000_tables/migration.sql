-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('patient', 'physio', 'admin');

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('invited', 'active', 'suspended');

-- CreateEnum
CREATE TYPE "AccountTokenKind" AS ENUM ('invitation', 'password_reset');

-- CreateEnum
CREATE TYPE "CaseStatus" AS ENUM ('open', 'on_hold', 'discharged', 'referred');

-- CreateEnum
CREATE TYPE "Side" AS ENUM ('left', 'right', 'both');

-- CreateEnum
CREATE TYPE "CareTeamRole" AS ENUM ('lead', 'member');

-- CreateEnum
CREATE TYPE "FactorState" AS ENUM ('suggested', 'confirmed', 'dismissed');

-- CreateEnum
CREATE TYPE "ReviewDecision" AS ENUM ('continue', 'progress', 'regress', 'change_plan', 'refer', 'discharge');

-- CreateEnum
CREATE TYPE "Urgency" AS ENUM ('emergency', 'same_day', 'urgent_referral', 'routine_referral', 'monitor');

-- CreateEnum
CREATE TYPE "Block" AS ENUM ('programme', 'impact', 'none');

-- CreateEnum
CREATE TYPE "FindingSource" AS ENUM ('intake', 'review_form', 'log', 'assessment');

-- CreateEnum
CREATE TYPE "FlagResponseKind" AS ENUM ('confirmed', 'ruled_out', 'referred', 'block_lifted');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('urgent', 'act', 'watch', 'info');

-- CreateEnum
CREATE TYPE "IntakeStatus" AS ENUM ('draft', 'submitted', 'accepted', 'referred');

-- CreateEnum
CREATE TYPE "DoseSides" AS ENUM ('each', 'both');

-- CreateEnum
CREATE TYPE "RunType" AS ENUM ('walk_run', 'easy', 'long', 'hills', 'fast', 'race');

-- CreateEnum
CREATE TYPE "RunSurface" AS ENUM ('road', 'concrete', 'track', 'treadmill', 'trail', 'grass');

-- CreateEnum
CREATE TYPE "RunSettle" AS ENUM ('yes', 'no', 'no_increase');

-- CreateEnum
CREATE TYPE "PainContext" AS ENUM ('now', 'during_exercise', 'after_exercise', 'during_run', 'after_run', 'next_morning', 'day_worst');

-- CreateEnum
CREATE TYPE "Swelling" AS ENUM ('none', 'mild', 'clear');

-- CreateTable
CREATE TABLE "Clinic" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL DEFAULT 'Europe/Zurich',
    "phone" TEXT NOT NULL DEFAULT '',
    "emergencyNumber" TEXT NOT NULL DEFAULT '',
    "outOfHoursPhone" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "consentAge" INTEGER NOT NULL DEFAULT 18,
    "openingHours" JSONB NOT NULL DEFAULT '{"1":[["08:00","18:00"]],"2":[["08:00","18:00"]],"3":[["08:00","18:00"]],"4":[["08:00","18:00"]],"5":[["08:00","18:00"]]}',
    "dutyAccountId" UUID,
    "patientCounter" INTEGER NOT NULL DEFAULT 1000,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Clinic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "roles" "Role"[],
    "status" "AccountStatus" NOT NULL DEFAULT 'invited',
    "lastSignInAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Credential" (
    "accountId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Credential_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "idleMinutes" INTEGER,
    "revokedAt" TIMESTAMPTZ(6),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccountToken" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "kind" "AccountTokenKind" NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "usedAt" TIMESTAMPTZ(6),
    "revokedAt" TIMESTAMPTZ(6),
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AccountToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInFailure" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInFailure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accountId" UUID,
    "actorKind" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "patientId" UUID,
    "caseId" UUID,
    "subjectId" UUID,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mail" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(6),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "Mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Case" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "intakeId" UUID,
    "complaint" TEXT NOT NULL,
    "side" "Side" NOT NULL,
    "status" "CaseStatus" NOT NULL DEFAULT 'open',
    "openedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "openedById" UUID NOT NULL,
    "closedAt" TIMESTAMPTZ(6),
    "nextReviewOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CareTeamMember" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "role" "CareTeamRole" NOT NULL DEFAULT 'member',
    "addedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "addedById" UUID NOT NULL,
    "removedAt" TIMESTAMPTZ(6),

    CONSTRAINT "CareTeamMember_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BreakGlass" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "BreakGlass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CaseStatusChange" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "from" "CaseStatus" NOT NULL,
    "to" "CaseStatus" NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CaseStatusChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assessment" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "on" DATE NOT NULL,
    "findings" JSONB NOT NULL DEFAULT '{}',
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Factor" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "factorId" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "state" "FactorState" NOT NULL DEFAULT 'suggested',
    "reason" TEXT NOT NULL DEFAULT '',
    "ruleSetVersion" INTEGER NOT NULL,
    "inputs" JSONB NOT NULL,
    "byId" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "supersededAt" TIMESTAMPTZ(6),

    CONSTRAINT "Factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Note" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "on" DATE NOT NULL,
    "text" JSONB NOT NULL DEFAULT '{}',
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoteAddendum" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "noteId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NoteAddendum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "on" DATE NOT NULL,
    "indicators" JSONB NOT NULL,
    "ruleSetVersion" INTEGER NOT NULL,
    "decision" "ReviewDecision" NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "nextReviewOn" DATE,
    "signedById" UUID NOT NULL,
    "signedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Letter" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL DEFAULT '',
    "body" JSONB NOT NULL DEFAULT '{}',
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutcomeMeasure" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "instrument" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "items" JSONB NOT NULL,
    "score" DECIMAL(8,3),
    "enteredById" UUID,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OutcomeMeasure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RedFlag" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "intakeId" UUID,
    "caseId" UUID,
    "source" "FindingSource" NOT NULL,
    "sourceId" UUID,
    "flagId" TEXT NOT NULL,
    "urgency" "Urgency" NOT NULL,
    "block" "Block" NOT NULL,
    "raisedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(6),
    "ruleSetVersion" INTEGER NOT NULL,
    "inputs" JSONB NOT NULL,
    "answerChangedAt" TIMESTAMPTZ(6),
    "supersededBy" TEXT,
    "supersededAt" TIMESTAMPTZ(6),
    "resolvedAt" TIMESTAMPTZ(6),
    "respondedAt" TIMESTAMPTZ(6),

    CONSTRAINT "RedFlag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FlagResponse" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "flagRowId" UUID NOT NULL,
    "kind" "FlagResponseKind" NOT NULL,
    "text" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FlagResponse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "alertId" TEXT NOT NULL,
    "severity" "Severity" NOT NULL,
    "openedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sourceId" UUID,
    "ruleSetVersion" INTEGER NOT NULL,
    "inputs" JSONB NOT NULL,
    "ownerId" UUID,
    "acknowledgedAt" TIMESTAMPTZ(6),
    "acknowledgedById" UUID,
    "acknowledgement" TEXT,
    "closedAt" TIMESTAMPTZ(6),
    "closedById" UUID,
    "outcome" TEXT,

    CONSTRAINT "Alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Intake" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "questionnaireVersion" INTEGER NOT NULL DEFAULT 1,
    "status" "IntakeStatus" NOT NULL DEFAULT 'draft',
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "savedAt" TIMESTAMPTZ(6),
    "submittedAt" TIMESTAMPTZ(6),
    "filledById" UUID,
    "assigneeId" UUID,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(6),
    "decisionReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Intake_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IntakeAnswers" (
    "intakeId" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "derived" JSONB,
    "sections" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 0,
    "savedAt" TIMESTAMPTZ(6),
    "consentAt" TIMESTAMPTZ(6),

    CONSTRAINT "IntakeAnswers_pkey" PRIMARY KEY ("intakeId")
);

-- CreateTable
CREATE TABLE "IntakeLink" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "intakeId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "revokedAt" TIMESTAMPTZ(6),
    "firstUsedAt" TIMESTAMPTZ(6),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IntakeLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IntakeVisit" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "intakeId" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IntakeVisit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Patient" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fullName" TEXT NOT NULL,
    "preferredName" TEXT,
    "dateOfBirth" DATE NOT NULL,
    "sexAtBirth" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "preferredContact" TEXT,
    "guardianName" TEXT,
    "guardianPhone" TEXT,
    "timeZone" TEXT,
    "accountId" UUID,
    "createdById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Patient_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Exercise" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "basedOn" TEXT,
    "content" JSONB NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Exercise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgramTemplate" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "basedOn" TEXT,
    "name" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archivedAt" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ProgramTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Program" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "activatedOn" DATE,
    "phasePosition" INTEGER NOT NULL DEFAULT 0,
    "phaseStartedOn" DATE,
    "pausedAt" TIMESTAMPTZ(6),
    "pauseReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgramVersion" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "programId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "templateId" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "savedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "publishedAt" TIMESTAMPTZ(6),
    "publishedById" UUID,
    "startsOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ProgramVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgramPhase" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "weeksMin" INTEGER NOT NULL,
    "weeksMax" INTEGER NOT NULL,
    "runLimit" INTEGER NOT NULL,
    "exLimit" INTEGER NOT NULL,
    "hopLimit" INTEGER NOT NULL,
    "amberOk" BOOLEAN NOT NULL,
    "sessionsPerWeek" INTEGER NOT NULL,

    CONSTRAINT "ProgramPhase_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgramItem" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "phaseId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "exerciseId" TEXT NOT NULL,
    "sets" INTEGER,
    "reps" INTEGER,
    "holdSeconds" INTEGER,
    "minutes" DECIMAL(5,1),
    "distanceM" INTEGER,
    "loadKg" DECIMAL(5,1),
    "loadNote" TEXT NOT NULL DEFAULT '',
    "tempo" TEXT,
    "rpeMin" INTEGER,
    "rpeMax" INTEGER,
    "restSeconds" INTEGER,
    "sides" "DoseSides" NOT NULL DEFAULT 'both',
    "days" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "eachRun" BOOLEAN NOT NULL DEFAULT false,
    "perWeekMin" INTEGER,
    "perWeekMax" INTEGER,
    "fromWeek" INTEGER NOT NULL DEFAULT 1,
    "optional" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "replacedFrom" TEXT,
    "replacedReason" TEXT,

    CONSTRAINT "ProgramItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SessionLog" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "logDate" DATE NOT NULL,
    "safety" TEXT[],
    "safetyAsked" BOOLEAN NOT NULL DEFAULT true,
    "injury" JSONB,
    "note" TEXT NOT NULL DEFAULT '',
    "enteredById" UUID NOT NULL,
    "onBehalf" BOOLEAN NOT NULL DEFAULT false,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "supersedesId" UUID,
    "supersededAt" TIMESTAMPTZ(6),
    "withdrawnAt" TIMESTAMPTZ(6),
    "withdrawReason" TEXT,

    CONSTRAINT "SessionLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ExerciseLog" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "sessionLogId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "exerciseId" TEXT NOT NULL,
    "setsDone" INTEGER NOT NULL,
    "repsDone" INTEGER,
    "holdSeconds" INTEGER,
    "minutes" INTEGER,
    "loadKg" DECIMAL(5,1),
    "rpe" INTEGER,
    "skipReason" TEXT,

    CONSTRAINT "ExerciseLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RunLog" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "logDate" DATE NOT NULL,
    "km" DECIMAL(6,2) NOT NULL,
    "minutes" INTEGER NOT NULL,
    "finished" BOOLEAN NOT NULL DEFAULT true,
    "type" "RunType" NOT NULL,
    "surface" "RunSurface" NOT NULL,
    "shoes" TEXT NOT NULL DEFAULT '',
    "settle" "RunSettle",
    "safety" TEXT[],
    "safetyAsked" BOOLEAN NOT NULL DEFAULT true,
    "injury" JSONB,
    "note" TEXT NOT NULL DEFAULT '',
    "enteredById" UUID NOT NULL,
    "onBehalf" BOOLEAN NOT NULL DEFAULT false,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "supersedesId" UUID,
    "supersededAt" TIMESTAMPTZ(6),
    "withdrawnAt" TIMESTAMPTZ(6),
    "withdrawReason" TEXT,

    CONSTRAINT "RunLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PainScore" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "caseId" UUID NOT NULL,
    "context" "PainContext" NOT NULL,
    "score" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "logDate" DATE NOT NULL,
    "sessionLogId" UUID,
    "exerciseLogId" UUID,
    "runLogId" UUID,
    "swelling" "Swelling",
    "safety" TEXT[],
    "safetyAsked" BOOLEAN NOT NULL DEFAULT false,
    "injury" JSONB,
    "note" TEXT NOT NULL DEFAULT '',
    "enteredById" UUID NOT NULL,
    "onBehalf" BOOLEAN NOT NULL DEFAULT false,
    "recordedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "supersedesId" UUID,
    "supersededAt" TIMESTAMPTZ(6),
    "withdrawnAt" TIMESTAMPTZ(6),
    "withdrawReason" TEXT,

    CONSTRAINT "PainScore_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_email_key" ON "Account"("email");

-- CreateIndex
CREATE INDEX "Account_clinicId_status_name_idx" ON "Account"("clinicId", "status", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Account_clinicId_id_key" ON "Account"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Credential_clinicId_accountId_key" ON "Credential"("clinicId", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE INDEX "Session_clinicId_accountId_idx" ON "Session"("clinicId", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_clinicId_id_key" ON "Session"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "AccountToken_tokenHash_key" ON "AccountToken"("tokenHash");

-- CreateIndex
CREATE INDEX "AccountToken_clinicId_accountId_idx" ON "AccountToken"("clinicId", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "AccountToken_clinicId_id_key" ON "AccountToken"("clinicId", "id");

-- CreateIndex
CREATE INDEX "SignInFailure_key_at_idx" ON "SignInFailure"("key", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_clinicId_at_idx" ON "AuditEvent"("clinicId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_clinicId_caseId_at_idx" ON "AuditEvent"("clinicId", "caseId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_clinicId_patientId_at_idx" ON "AuditEvent"("clinicId", "patientId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_clinicId_id_key" ON "AuditEvent"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Mail_clinicId_createdAt_idx" ON "Mail"("clinicId", "createdAt");

-- CreateIndex
CREATE INDEX "Mail_sentAt_createdAt_idx" ON "Mail"("sentAt", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Mail_clinicId_id_key" ON "Mail"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Case_clinicId_status_idx" ON "Case"("clinicId", "status");

-- CreateIndex
CREATE INDEX "Case_clinicId_patientId_idx" ON "Case"("clinicId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "Case_clinicId_id_key" ON "Case"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Case_clinicId_id_patientId_key" ON "Case"("clinicId", "id", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "Case_clinicId_intakeId_patientId_key" ON "Case"("clinicId", "intakeId", "patientId");

-- CreateIndex
CREATE INDEX "CareTeamMember_clinicId_accountId_removedAt_idx" ON "CareTeamMember"("clinicId", "accountId", "removedAt");

-- CreateIndex
CREATE INDEX "CareTeamMember_clinicId_caseId_idx" ON "CareTeamMember"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "CareTeamMember_clinicId_id_key" ON "CareTeamMember"("clinicId", "id");

-- CreateIndex
CREATE INDEX "BreakGlass_clinicId_accountId_expiresAt_idx" ON "BreakGlass"("clinicId", "accountId", "expiresAt");

-- CreateIndex
CREATE INDEX "BreakGlass_clinicId_caseId_idx" ON "BreakGlass"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "BreakGlass_clinicId_id_key" ON "BreakGlass"("clinicId", "id");

-- CreateIndex
CREATE INDEX "CaseStatusChange_clinicId_caseId_at_idx" ON "CaseStatusChange"("clinicId", "caseId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "CaseStatusChange_clinicId_id_key" ON "CaseStatusChange"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Assessment_clinicId_caseId_on_idx" ON "Assessment"("clinicId", "caseId", "on");

-- CreateIndex
CREATE UNIQUE INDEX "Assessment_clinicId_id_key" ON "Assessment"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Factor_clinicId_caseId_idx" ON "Factor"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "Factor_clinicId_id_key" ON "Factor"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Note_clinicId_caseId_on_idx" ON "Note"("clinicId", "caseId", "on");

-- CreateIndex
CREATE UNIQUE INDEX "Note_clinicId_id_key" ON "Note"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Note_clinicId_id_patientId_key" ON "Note"("clinicId", "id", "patientId");

-- CreateIndex
CREATE INDEX "NoteAddendum_clinicId_noteId_idx" ON "NoteAddendum"("clinicId", "noteId");

-- CreateIndex
CREATE UNIQUE INDEX "NoteAddendum_clinicId_id_key" ON "NoteAddendum"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Review_clinicId_caseId_signedAt_idx" ON "Review"("clinicId", "caseId", "signedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Review_clinicId_id_key" ON "Review"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Letter_clinicId_caseId_idx" ON "Letter"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "Letter_clinicId_id_key" ON "Letter"("clinicId", "id");

-- CreateIndex
CREATE INDEX "OutcomeMeasure_clinicId_caseId_on_idx" ON "OutcomeMeasure"("clinicId", "caseId", "on");

-- CreateIndex
CREATE UNIQUE INDEX "OutcomeMeasure_clinicId_id_key" ON "OutcomeMeasure"("clinicId", "id");

-- CreateIndex
CREATE INDEX "RedFlag_clinicId_caseId_idx" ON "RedFlag"("clinicId", "caseId");

-- CreateIndex
CREATE INDEX "RedFlag_clinicId_intakeId_idx" ON "RedFlag"("clinicId", "intakeId");

-- CreateIndex
CREATE INDEX "RedFlag_clinicId_patientId_idx" ON "RedFlag"("clinicId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "RedFlag_clinicId_id_key" ON "RedFlag"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "RedFlag_clinicId_id_patientId_key" ON "RedFlag"("clinicId", "id", "patientId");

-- CreateIndex
CREATE INDEX "FlagResponse_clinicId_flagRowId_idx" ON "FlagResponse"("clinicId", "flagRowId");

-- CreateIndex
CREATE UNIQUE INDEX "FlagResponse_clinicId_id_key" ON "FlagResponse"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Alert_clinicId_caseId_closedAt_idx" ON "Alert"("clinicId", "caseId", "closedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_clinicId_id_key" ON "Alert"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Intake_clinicId_status_submittedAt_idx" ON "Intake"("clinicId", "status", "submittedAt");

-- CreateIndex
CREATE INDEX "Intake_clinicId_patientId_idx" ON "Intake"("clinicId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "Intake_clinicId_id_key" ON "Intake"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Intake_clinicId_id_patientId_key" ON "Intake"("clinicId", "id", "patientId");

-- CreateIndex
CREATE INDEX "IntakeAnswers_clinicId_patientId_idx" ON "IntakeAnswers"("clinicId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "IntakeAnswers_clinicId_intakeId_patientId_key" ON "IntakeAnswers"("clinicId", "intakeId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "IntakeLink_tokenHash_key" ON "IntakeLink"("tokenHash");

-- CreateIndex
CREATE INDEX "IntakeLink_clinicId_intakeId_idx" ON "IntakeLink"("clinicId", "intakeId");

-- CreateIndex
CREATE UNIQUE INDEX "IntakeLink_clinicId_id_key" ON "IntakeLink"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "IntakeVisit_tokenHash_key" ON "IntakeVisit"("tokenHash");

-- CreateIndex
CREATE INDEX "IntakeVisit_clinicId_intakeId_idx" ON "IntakeVisit"("clinicId", "intakeId");

-- CreateIndex
CREATE INDEX "IntakeVisit_clinicId_linkId_idx" ON "IntakeVisit"("clinicId", "linkId");

-- CreateIndex
CREATE UNIQUE INDEX "IntakeVisit_clinicId_id_key" ON "IntakeVisit"("clinicId", "id");

-- CreateIndex
CREATE INDEX "Patient_clinicId_fullName_idx" ON "Patient"("clinicId", "fullName");

-- CreateIndex
CREATE UNIQUE INDEX "Patient_clinicId_id_key" ON "Patient"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Patient_clinicId_number_key" ON "Patient"("clinicId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Patient_clinicId_accountId_key" ON "Patient"("clinicId", "accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Exercise_clinicId_id_key" ON "Exercise"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramTemplate_clinicId_id_key" ON "ProgramTemplate"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Program_clinicId_id_key" ON "Program"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Program_clinicId_caseId_key" ON "Program"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "Program_clinicId_id_caseId_patientId_key" ON "Program"("clinicId", "id", "caseId", "patientId");

-- CreateIndex
CREATE INDEX "ProgramVersion_clinicId_caseId_publishedAt_idx" ON "ProgramVersion"("clinicId", "caseId", "publishedAt");

-- CreateIndex
CREATE INDEX "ProgramVersion_clinicId_patientId_idx" ON "ProgramVersion"("clinicId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramVersion_clinicId_id_key" ON "ProgramVersion"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramVersion_clinicId_id_caseId_patientId_key" ON "ProgramVersion"("clinicId", "id", "caseId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramVersion_clinicId_programId_number_key" ON "ProgramVersion"("clinicId", "programId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramPhase_clinicId_id_key" ON "ProgramPhase"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramPhase_clinicId_id_caseId_patientId_key" ON "ProgramPhase"("clinicId", "id", "caseId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramPhase_clinicId_versionId_position_key" ON "ProgramPhase"("clinicId", "versionId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramItem_clinicId_id_key" ON "ProgramItem"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramItem_clinicId_id_caseId_patientId_key" ON "ProgramItem"("clinicId", "id", "caseId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "ProgramItem_clinicId_phaseId_position_key" ON "ProgramItem"("clinicId", "phaseId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "SessionLog_supersedesId_key" ON "SessionLog"("supersedesId");

-- CreateIndex
CREATE INDEX "SessionLog_clinicId_caseId_logDate_idx" ON "SessionLog"("clinicId", "caseId", "logDate");

-- CreateIndex
CREATE INDEX "SessionLog_clinicId_patientId_logDate_idx" ON "SessionLog"("clinicId", "patientId", "logDate");

-- CreateIndex
CREATE UNIQUE INDEX "SessionLog_clinicId_id_key" ON "SessionLog"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SessionLog_clinicId_id_caseId_patientId_key" ON "SessionLog"("clinicId", "id", "caseId", "patientId");

-- CreateIndex
CREATE INDEX "ExerciseLog_clinicId_caseId_idx" ON "ExerciseLog"("clinicId", "caseId");

-- CreateIndex
CREATE UNIQUE INDEX "ExerciseLog_clinicId_id_key" ON "ExerciseLog"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ExerciseLog_clinicId_id_caseId_patientId_key" ON "ExerciseLog"("clinicId", "id", "caseId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "ExerciseLog_clinicId_sessionLogId_itemId_key" ON "ExerciseLog"("clinicId", "sessionLogId", "itemId");

-- CreateIndex
CREATE UNIQUE INDEX "RunLog_supersedesId_key" ON "RunLog"("supersedesId");

-- CreateIndex
CREATE INDEX "RunLog_clinicId_caseId_logDate_idx" ON "RunLog"("clinicId", "caseId", "logDate");

-- CreateIndex
CREATE INDEX "RunLog_clinicId_patientId_logDate_idx" ON "RunLog"("clinicId", "patientId", "logDate");

-- CreateIndex
CREATE UNIQUE INDEX "RunLog_clinicId_id_key" ON "RunLog"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "RunLog_clinicId_id_caseId_patientId_key" ON "RunLog"("clinicId", "id", "caseId", "patientId");

-- CreateIndex
CREATE UNIQUE INDEX "PainScore_supersedesId_key" ON "PainScore"("supersedesId");

-- CreateIndex
CREATE INDEX "PainScore_clinicId_caseId_logDate_idx" ON "PainScore"("clinicId", "caseId", "logDate");

-- CreateIndex
CREATE INDEX "PainScore_clinicId_patientId_logDate_idx" ON "PainScore"("clinicId", "patientId", "logDate");

-- CreateIndex
CREATE INDEX "PainScore_clinicId_sessionLogId_idx" ON "PainScore"("clinicId", "sessionLogId");

-- CreateIndex
CREATE INDEX "PainScore_clinicId_runLogId_idx" ON "PainScore"("clinicId", "runLogId");

-- CreateIndex
CREATE UNIQUE INDEX "PainScore_clinicId_id_key" ON "PainScore"("clinicId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "PainScore_clinicId_id_caseId_patientId_key" ON "PainScore"("clinicId", "id", "caseId", "patientId");

-- AddForeignKey
ALTER TABLE "Clinic" ADD CONSTRAINT "Clinic_id_dutyAccountId_fkey" FOREIGN KEY ("id", "dutyAccountId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountToken" ADD CONSTRAINT "AccountToken_clinicId_createdById_fkey" FOREIGN KEY ("clinicId", "createdById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEvent" ADD CONSTRAINT "AuditEvent_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditEvent" ADD CONSTRAINT "AuditEvent_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mail" ADD CONSTRAINT "Mail_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_clinicId_intakeId_patientId_fkey" FOREIGN KEY ("clinicId", "intakeId", "patientId") REFERENCES "Intake"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Case" ADD CONSTRAINT "Case_clinicId_openedById_fkey" FOREIGN KEY ("clinicId", "openedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CareTeamMember" ADD CONSTRAINT "CareTeamMember_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CareTeamMember" ADD CONSTRAINT "CareTeamMember_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CareTeamMember" ADD CONSTRAINT "CareTeamMember_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CareTeamMember" ADD CONSTRAINT "CareTeamMember_clinicId_addedById_fkey" FOREIGN KEY ("clinicId", "addedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BreakGlass" ADD CONSTRAINT "BreakGlass_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BreakGlass" ADD CONSTRAINT "BreakGlass_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BreakGlass" ADD CONSTRAINT "BreakGlass_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseStatusChange" ADD CONSTRAINT "CaseStatusChange_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseStatusChange" ADD CONSTRAINT "CaseStatusChange_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CaseStatusChange" ADD CONSTRAINT "CaseStatusChange_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assessment" ADD CONSTRAINT "Assessment_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Factor" ADD CONSTRAINT "Factor_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Factor" ADD CONSTRAINT "Factor_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Factor" ADD CONSTRAINT "Factor_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoteAddendum" ADD CONSTRAINT "NoteAddendum_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoteAddendum" ADD CONSTRAINT "NoteAddendum_clinicId_noteId_patientId_fkey" FOREIGN KEY ("clinicId", "noteId", "patientId") REFERENCES "Note"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoteAddendum" ADD CONSTRAINT "NoteAddendum_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_clinicId_signedById_fkey" FOREIGN KEY ("clinicId", "signedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Letter" ADD CONSTRAINT "Letter_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeMeasure" ADD CONSTRAINT "OutcomeMeasure_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeMeasure" ADD CONSTRAINT "OutcomeMeasure_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutcomeMeasure" ADD CONSTRAINT "OutcomeMeasure_clinicId_enteredById_fkey" FOREIGN KEY ("clinicId", "enteredById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RedFlag" ADD CONSTRAINT "RedFlag_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RedFlag" ADD CONSTRAINT "RedFlag_clinicId_intakeId_patientId_fkey" FOREIGN KEY ("clinicId", "intakeId", "patientId") REFERENCES "Intake"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RedFlag" ADD CONSTRAINT "RedFlag_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlagResponse" ADD CONSTRAINT "FlagResponse_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlagResponse" ADD CONSTRAINT "FlagResponse_clinicId_flagRowId_patientId_fkey" FOREIGN KEY ("clinicId", "flagRowId", "patientId") REFERENCES "RedFlag"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlagResponse" ADD CONSTRAINT "FlagResponse_clinicId_byId_fkey" FOREIGN KEY ("clinicId", "byId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_clinicId_ownerId_fkey" FOREIGN KEY ("clinicId", "ownerId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_clinicId_acknowledgedById_fkey" FOREIGN KEY ("clinicId", "acknowledgedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alert" ADD CONSTRAINT "Alert_clinicId_closedById_fkey" FOREIGN KEY ("clinicId", "closedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_clinicId_patientId_fkey" FOREIGN KEY ("clinicId", "patientId") REFERENCES "Patient"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_clinicId_createdById_fkey" FOREIGN KEY ("clinicId", "createdById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_clinicId_filledById_fkey" FOREIGN KEY ("clinicId", "filledById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_clinicId_assigneeId_fkey" FOREIGN KEY ("clinicId", "assigneeId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Intake" ADD CONSTRAINT "Intake_clinicId_decidedById_fkey" FOREIGN KEY ("clinicId", "decidedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeAnswers" ADD CONSTRAINT "IntakeAnswers_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeAnswers" ADD CONSTRAINT "IntakeAnswers_clinicId_intakeId_patientId_fkey" FOREIGN KEY ("clinicId", "intakeId", "patientId") REFERENCES "Intake"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeLink" ADD CONSTRAINT "IntakeLink_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeLink" ADD CONSTRAINT "IntakeLink_clinicId_intakeId_patientId_fkey" FOREIGN KEY ("clinicId", "intakeId", "patientId") REFERENCES "Intake"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeLink" ADD CONSTRAINT "IntakeLink_clinicId_createdById_fkey" FOREIGN KEY ("clinicId", "createdById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeVisit" ADD CONSTRAINT "IntakeVisit_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeVisit" ADD CONSTRAINT "IntakeVisit_clinicId_intakeId_fkey" FOREIGN KEY ("clinicId", "intakeId") REFERENCES "Intake"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IntakeVisit" ADD CONSTRAINT "IntakeVisit_clinicId_linkId_fkey" FOREIGN KEY ("clinicId", "linkId") REFERENCES "IntakeLink"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_clinicId_accountId_fkey" FOREIGN KEY ("clinicId", "accountId") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_clinicId_createdById_fkey" FOREIGN KEY ("clinicId", "createdById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exercise" ADD CONSTRAINT "Exercise_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Exercise" ADD CONSTRAINT "Exercise_clinicId_createdById_fkey" FOREIGN KEY ("clinicId", "createdById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramTemplate" ADD CONSTRAINT "ProgramTemplate_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramTemplate" ADD CONSTRAINT "ProgramTemplate_clinicId_createdById_fkey" FOREIGN KEY ("clinicId", "createdById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Program" ADD CONSTRAINT "Program_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Program" ADD CONSTRAINT "Program_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramVersion" ADD CONSTRAINT "ProgramVersion_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramVersion" ADD CONSTRAINT "ProgramVersion_clinicId_programId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "programId", "caseId", "patientId") REFERENCES "Program"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramVersion" ADD CONSTRAINT "ProgramVersion_clinicId_createdById_fkey" FOREIGN KEY ("clinicId", "createdById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramVersion" ADD CONSTRAINT "ProgramVersion_clinicId_publishedById_fkey" FOREIGN KEY ("clinicId", "publishedById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramPhase" ADD CONSTRAINT "ProgramPhase_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramPhase" ADD CONSTRAINT "ProgramPhase_clinicId_versionId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "versionId", "caseId", "patientId") REFERENCES "ProgramVersion"("clinicId", "id", "caseId", "patientId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramItem" ADD CONSTRAINT "ProgramItem_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProgramItem" ADD CONSTRAINT "ProgramItem_clinicId_phaseId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "phaseId", "caseId", "patientId") REFERENCES "ProgramPhase"("clinicId", "id", "caseId", "patientId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionLog" ADD CONSTRAINT "SessionLog_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionLog" ADD CONSTRAINT "SessionLog_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionLog" ADD CONSTRAINT "SessionLog_clinicId_versionId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "versionId", "caseId", "patientId") REFERENCES "ProgramVersion"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionLog" ADD CONSTRAINT "SessionLog_clinicId_enteredById_fkey" FOREIGN KEY ("clinicId", "enteredById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SessionLog" ADD CONSTRAINT "SessionLog_clinicId_supersedesId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "supersedesId", "caseId", "patientId") REFERENCES "SessionLog"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ExerciseLog" ADD CONSTRAINT "ExerciseLog_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExerciseLog" ADD CONSTRAINT "ExerciseLog_clinicId_sessionLogId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "sessionLogId", "caseId", "patientId") REFERENCES "SessionLog"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExerciseLog" ADD CONSTRAINT "ExerciseLog_clinicId_itemId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "itemId", "caseId", "patientId") REFERENCES "ProgramItem"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunLog" ADD CONSTRAINT "RunLog_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunLog" ADD CONSTRAINT "RunLog_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunLog" ADD CONSTRAINT "RunLog_clinicId_enteredById_fkey" FOREIGN KEY ("clinicId", "enteredById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunLog" ADD CONSTRAINT "RunLog_clinicId_supersedesId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "supersedesId", "caseId", "patientId") REFERENCES "RunLog"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PainScore" ADD CONSTRAINT "PainScore_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PainScore" ADD CONSTRAINT "PainScore_clinicId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "caseId", "patientId") REFERENCES "Case"("clinicId", "id", "patientId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PainScore" ADD CONSTRAINT "PainScore_clinicId_enteredById_fkey" FOREIGN KEY ("clinicId", "enteredById") REFERENCES "Account"("clinicId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PainScore" ADD CONSTRAINT "PainScore_clinicId_sessionLogId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "sessionLogId", "caseId", "patientId") REFERENCES "SessionLog"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PainScore" ADD CONSTRAINT "PainScore_clinicId_exerciseLogId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "exerciseLogId", "caseId", "patientId") REFERENCES "ExerciseLog"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PainScore" ADD CONSTRAINT "PainScore_clinicId_runLogId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "runLogId", "caseId", "patientId") REFERENCES "RunLog"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PainScore" ADD CONSTRAINT "PainScore_clinicId_supersedesId_caseId_patientId_fkey" FOREIGN KEY ("clinicId", "supersedesId", "caseId", "patientId") REFERENCES "PainScore"("clinicId", "id", "caseId", "patientId") ON DELETE RESTRICT ON UPDATE RESTRICT;
