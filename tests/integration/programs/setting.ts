import postgres from 'postgres'
import type { DraftForm } from '#lib/programs/draft/schema.ts'
import { draftForm } from '#lib/programs/draft/schema.ts'
import { minimum } from '#tests/support/examined.ts'
import { safe } from '#tests/support/safe.ts'
import type { TestRecord } from '#tests/support/world.ts'

/** Answers of somebody to whom nothing dangerous happens. */
export const harmless = (): Record<string, unknown> => ({
  ...safe(),
  date_of_birth: '1990-05-17',
  sex_at_birth: 'male',
  age_years: 36,
  equipment: ['mini_band', 'step'],
  minutes_per_session: 40,
  days_available: ['mon', 'wed', 'fri', 'sun'],
})

/** Puts answers under a record as if they had been sent `daysAgo`; a sent form is otherwise kept as it is. */
export async function answered(
  ownerUrl: string,
  record: TestRecord,
  answers: object,
  daysAgo = 1,
): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1 })
  try {
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "IntakeAnswers" SET answers = ${tx.json(answers as never)} WHERE "intakeId" = ${record.intakeId}`
      await tx`UPDATE "Intake" SET "submittedAt" = now() - make_interval(days => ${daysAgo}) WHERE id = ${record.intakeId}`
    })
  } finally {
    await sql.end()
  }
}

/** Lets a case be examined with these findings and nothing else; an examination is otherwise kept as it is. */
export async function examined(ownerUrl: string, record: TestRecord, raw: object = minimum()): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1 })
  try {
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      await tx`UPDATE "Assessment" SET findings = ${tx.json({ raw } as never)} WHERE id = ${record.assessmentId}`
    })
  } finally {
    await sql.end()
  }
}

/** Removes every program of a record, to begin without one. */
export async function withoutProgram(ownerUrl: string, record: TestRecord): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1 })
  try {
    await sql.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`
      for (const table of [
        'Suggestion',
        'PainScore',
        'ExerciseLog',
        'SessionLog',
        'ProgramItem',
        'ProgramPhase',
        'ProgramVersion',
        'ProgramEvent',
        'Program',
        // The world's case was on hold once; these tests begin without that.
        'CaseStatusChange',
      ])
        await tx`DELETE FROM ${tx(table)} WHERE "caseId" = ${record.caseId}`
    })
  } finally {
    await sql.end()
  }
}

/** A form as the browser posts it, parsed as the server does. */
export const posted = (fields: Record<string, string | string[]>): DraftForm => draftForm.parse(fields)
