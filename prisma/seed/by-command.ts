import { registerHooks } from 'node:module'
import postgres from 'postgres'
import { type AccountActor, mintAccountActor } from '#lib/access/actor.ts'
import { reviewSections } from '#lib/content/intake/questionnaire.ts'

// What the application alone can write: a letter with its file, a form that was answered before a review, the factors after
// an examination. demo.ts runs this as a process of its own, with the address of the database and the moment.

// Modules of the server are marked for a bundler. The mark alone is resolved as there: under the condition of the whole
// server the React that draws a letter would be missing.
registerHooks({
  resolve: (name, context, next) =>
    next(
      name,
      name === 'server-only' ? { ...context, conditions: [...context.conditions, 'react-server'] } : context,
    ),
})

const { disconnect } = await import('#lib/db/client.ts')
const { evaluateAgain } = await import('#lib/factors/commands.ts')
const { saveSection } = await import('#lib/intake/drafts/saving/commands.ts')
const { sectionView } = await import('#lib/intake/drafts/queries.ts')
const { slugOf } = await import('#lib/intake/drafts/rules.ts')
const { submitReviewForm } = await import('#lib/intake/review-form/commands.ts')
const { beginReviewForm } = await import('#lib/intake/review-form/own/commands.ts')
const { signLetter } = await import('#lib/letters/signing/commands.ts')
const { oneLetter } = await import('#lib/letters/queries.ts')

/** Whom the letter is about, referred to a specialist, and who answered before her review. */
const [referred, reviewed] = ['Bruno Esquisse', 'Ana Ejemplo'] as const

const now = new Date(process.argv[2] ?? '')
const sql = postgres(process.env.DATABASE_URL ?? '', { max: 1, onnotice: () => undefined })

type Found = Parameters<typeof mintAccountActor>[0] & { caseId: string; letterId: string; version: number }

/** The case of a patient of the demo clinic, and an account: her own, or that of the physio who leads. */
async function caseOf(patient: string, as: 'patient' | 'lead'): Promise<{ row: Found; actor: AccountActor }> {
  const [row] = await sql<Found[]>`
    SELECT c."clinicId", c.id AS "caseId", a.id AS "accountId", a.name, a.roles::text[] AS roles, k.name AS "clinicName",
      COALESCE(p."timeZone", k."timeZone") AS "timeZone", l.id AS "letterId", l.version,
      CASE WHEN a.id = p."accountId" THEN p.id END AS "patientId"
    FROM "Patient" p JOIN "Clinic" k ON k.id = p."clinicId" JOIN "Case" c ON c."patientId" = p.id
    JOIN "CareTeamMember" m ON m."caseId" = c.id AND m.role = 'lead'
    JOIN "Account" a ON a.id = ${as === 'lead' ? sql`m."accountId"` : sql`p."accountId"`}
    LEFT JOIN "Letter" l ON l."caseId" = c.id
    WHERE p."fullName" = ${patient}`
  if (!row) throw new Error(`${patient} is not in the demo clinic`)
  const { clinicId, accountId, name, roles, patientId, clinicName, timeZone } = row
  const account = { clinicId, accountId, name, roles, patientId, clinicName, timeZone, ownZone: timeZone }
  return { row, actor: mintAccountActor({ ...account, kind: 'account', sessionId: 'demo' }) }
}

async function signedLetter(): Promise<void> {
  const { row, actor } = await caseOf(referred, 'lead')
  const { caseId, letterId, version } = row
  const { flagNews } = await oneLetter(actor, caseId, letterId, now)
  const flags = flagNews.map(({ key }) => key)
  await signLetter(actor, { caseId, letterId, version, flags, agreed: true }, now)
}

/** A little better than at the start; everything else as it was then. */
const better = { nprs_now: '1', nprs_worst_7d: '4', nprs_average_7d: '2', psfs_1_score: '6' }

async function answeredReviewForm(): Promise<void> {
  const { row, actor } = await caseOf(reviewed, 'patient')
  const [first] = await sql<{ answers: Record<string, unknown> }[]>`
    SELECT a.answers FROM "IntakeAnswers" a JOIN "Case" c ON c."intakeId" = a."intakeId" WHERE c.id = ${row.caseId}`
  const said = { ...first?.answers, ...better }
  const { intakeId } = await beginReviewForm(actor, { caseId: row.caseId }, now)
  for (const section of reviewSections) {
    const { revision } = await sectionView(actor, intakeId, slugOf(section.id), now, 'review_form')
    const ids = section.questions.map(({ id }) => id)
    const posted = Object.fromEntries(
      Object.entries(said)
        .filter(([id, value]) => ids.includes(id) && value !== null)
        .map(([id, value]) => [id, Array.isArray(value) ? value : String(value)]),
    )
    const { errors } = await saveSection(actor, { intakeId, section, posted, revision, strict: true }, now)
    if (Object.keys(errors).length > 0)
      throw new Error(`${section.id} of the demo is not answered: ${Object.keys(errors).join(' ')}`)
  }
  await submitReviewForm(actor, intakeId, now)
}

/** The factors as the save of the newest examination left them: what a form cannot know is known from there on. */
async function examinedFactors(): Promise<void> {
  const examined = await sql<{ name: string; at: Date }[]>`
    SELECT p."fullName" AS name, max(s."signedAt") AS at FROM "Assessment" s
    JOIN "Case" c ON c.id = s."caseId" JOIN "Patient" p ON p.id = c."patientId"
    WHERE s."signedAt" IS NOT NULL AND c.status IN ('open', 'on_hold') GROUP BY p."fullName" ORDER BY p."fullName"`
  for (const { name, at } of examined) {
    const { row, actor } = await caseOf(name, 'lead')
    await evaluateAgain(actor, { caseId: row.caseId }, at)
  }
}

try {
  await examinedFactors()
  await signedLetter()
  await answeredReviewForm()
} finally {
  await sql.end()
  await disconnect()
}
