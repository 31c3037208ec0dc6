import postgres from 'postgres'
import { expect, it } from 'vitest'
import { readDocument } from '#lib/assessment/record/schema.ts'
import { dayIn, isDay } from '#lib/dates.ts'
import { cleanAnswers } from '#lib/intake/answers/rules.ts'
import { completeness } from '#lib/intake/completeness/rules.ts'
import { demoRows, demoSignIns, seedDemo } from '#prisma/seed/demo.ts'
import { testDatabase } from '#tests/support/database.ts'

const db = await testDatabase()
const now = new Date('2026-05-20T10:00:00Z')

it('gives the same rows for the same seed and moment', async () => {
  const [one, two] = [await demoRows(now), await demoRows(now)]
  expect(JSON.stringify([...one.byTable])).toBe(JSON.stringify([...two.byTable]))
  expect(JSON.stringify([...(await demoRows(now, 8)).byTable])).not.toBe(JSON.stringify([...one.byTable]))
})

it.each(['2026-05-20T22:05:00Z', '2026-05-21T02:00:00Z', '2026-05-21T06:30:00Z', '2026-01-10T23:10:00Z'])(
  'places nothing after the moment it is made at: %s',
  async (moment) => {
    const at = new Date(moment)
    const today = dayIn('Europe/Zurich', at)
    const ahead = new Set(['nextReviewOn', 'dueAt', 'appointmentBy'])
    const isLate = (name: string, value: unknown) =>
      value instanceof Date
        ? value > at
        : name === 'id'
          ? Number.parseInt(String(value).replace('-', '').slice(0, 12), 16) > at.getTime()
          : typeof value === 'string' && isDay(value) && value > today
    const late = [...(await demoRows(at)).byTable].flatMap(([table, rows]) =>
      rows.flatMap((row) =>
        Object.entries(row).flatMap(([name, value]) =>
          !ahead.has(name) && isLate(name, value) ? [`${table}.${name}`] : [],
        ),
      ),
    )
    expect([...new Set(late)]).toEqual([])
  },
)

it('plans the next review of a case after the newest one', async () => {
  // A day on which a review and a plan met.
  const { byTable } = await demoRows(new Date('2026-11-26T05:30:00Z'))
  const planned = new Map((byTable.get('Case') ?? []).map((row) => [row.id, row.nextReviewOn]))
  const early = (byTable.get('Review') ?? []).filter(({ caseId, on }) => {
    const next = planned.get(caseId)
    return typeof next === 'string' && next <= String(on)
  })
  expect(early).toEqual([])
})

it('lets only the few who flare run hard before their phase', async () => {
  const { byTable } = await demoRows(now)
  const runs = byTable.get('RunLog') ?? []
  const of = (list: readonly Record<string, unknown>[]) => new Set(list.map(({ caseId }) => caseId)).size
  const hard = of(runs.filter(({ type }) => type !== 'walk_run' && type !== 'easy'))
  expect(hard).toBeGreaterThan(0)
  expect(hard / of(runs)).toBeLessThan(0.25)
})

it('fills two clinics with complete forms, pain from 0 to 10 and a story of every kind', async () => {
  await seedDemo(db.ownerUrl, now)
  const sql = postgres(db.ownerUrl, { max: 1 })
  try {
    const clinics = await sql`SELECT c.name, count(*)::int AS patients FROM "Clinic" c
      JOIN "Patient" p ON p."clinicId" = c.id GROUP BY c.name ORDER BY c.name`
    expect(clinics.map((row) => [row.name, row.patients])).toEqual([
      ['Demo Clinic', 40],
      ['Second Clinic', 5],
    ])
    const cases =
      await sql`SELECT c.status, count(*)::int AS n FROM "Case" c JOIN "Clinic" k ON k.id = c."clinicId"
      WHERE k.name = 'Demo Clinic' GROUP BY c.status`
    expect(Object.fromEntries(cases.map((row) => [row.status, row.n]))).toEqual({
      open: 22,
      discharged: 5,
      referred: 2,
      on_hold: 2,
    })
    // The first patient who signs in has the form before her review waiting.
    const [before] =
      await sql`SELECT count(*)::int AS n FROM "Case" c JOIN "Patient" p ON p.id = c."patientId"
      JOIN "Account" a ON a.id = p."accountId" WHERE a.email = 'eva.beispiel@demo.example' AND c.status = 'open'
        AND c."nextReviewOn" BETWEEN ${now}::date AND ${now}::date + 3`
    expect(before?.n).toBe(1)
    const forms = await sql`SELECT i.status, a.answers, (i."submittedAt")::date::text AS day FROM "Intake" i
      JOIN "IntakeAnswers" a ON a."intakeId" = i.id WHERE i.kind = 'intake' AND i.status IN ('submitted', 'accepted')`
    expect(forms.length).toBe(39)
    for (const form of forms)
      expect(completeness(cleanAnswers(form.answers), { today: form.day }).canSubmit).toBe(true)
    const [waiting] =
      await sql`SELECT count(*)::int AS n FROM "RedFlag" WHERE "caseId" IS NULL AND urgency = 'emergency'`
    expect(waiting?.n).toBe(1)
    const [pain] =
      await sql`SELECT min(score) AS low, max(score) AS high, count(DISTINCT context)::int AS contexts,
      bool_and("recordedAt" <= ${now}) AS past FROM "PainScore"`
    expect(pain?.low).toBeGreaterThanOrEqual(0)
    expect(pain?.high).toBeLessThanOrEqual(10)
    expect(pain?.contexts).toBeGreaterThanOrEqual(6)
    expect(pain?.past).toBe(true)
    const factors = await sql`SELECT
      (SELECT count(*)::int FROM "Case" c WHERE NOT EXISTS (SELECT 1 FROM "FactorEvaluation" e WHERE e."caseId" = c.id)) AS without,
      (SELECT array_agg(DISTINCT kind::text ORDER BY kind::text) FROM "FactorResponse") AS kinds,
      (SELECT count(DISTINCT "caseId")::int FROM "FactorRelease") AS given`
    expect(factors[0]?.without).toBe(0)
    expect(factors[0]?.kinds).toEqual(['added', 'confirmed', 'dismissed'])
    expect(factors[0]?.given).toBeGreaterThan(15)
    // What was examined is known to the factors, as after the save of an examination.
    const [stale] = await sql`SELECT count(*)::int AS n FROM "Case" c
      CROSS JOIN LATERAL (SELECT max("signedAt") AS at FROM "Assessment" s WHERE s."caseId" = c.id) s
      WHERE c.status IN ('open', 'on_hold')
        AND s.at > (SELECT max(e.at) FROM "FactorEvaluation" e WHERE e."caseId" = c.id)`
    expect(stale?.n).toBe(0)
    const findings = await sql`SELECT findings, "signedAt" FROM "Assessment"`
    expect(findings.length).toBeGreaterThan(50)
    for (const { findings: stored } of findings)
      expect(readDocument(stored).raw).toEqual((stored as { raw: object }).raw)
    expect(findings.filter((row) => row.signedAt === null)).toHaveLength(1)
    const requests = await sql`SELECT r.kind, r."doneAt" IS NOT NULL AS done FROM "RecordRequest" r
      JOIN "Account" a ON a.id = r."askedById" AND a.status = 'active'
      JOIN "AuditEvent" e ON e."subjectId" = r.id AND e.type = 'record.requested' AND e."accountId" = a.id AND e.at = r."askedAt"
      WHERE r."askedAt" >= a."createdAt" AND COALESCE(r."doneAt", r."askedAt") <= ${now} ORDER BY r."askedAt"`
    expect(requests.map(({ kind, done }) => [kind, done])).toEqual([
      ['export', true],
      ['export', false],
      ['correction', false],
    ])
    const [letter] =
      await sql`SELECT l.kind, l."signedAt", convert_from(substr(f.pdf, 1, 5), 'UTF8') AS begins
      FROM "Letter" l JOIN "LetterFile" f ON f."letterId" = l.id
      JOIN "AuditEvent" e ON e."subjectId" = l.id AND e.type = 'letter.signed'`
    expect(letter).toEqual({ kind: 'referral', signedAt: now, begins: '%PDF-' })
    const answered = await sql`SELECT i.status, i."submittedAt", p."fullName" FROM "Intake" i
      JOIN "Patient" p ON p.id = i."patientId" WHERE i.kind = 'review_form'`
    expect(answered.map((row) => ({ ...row }))).toEqual([
      { status: 'submitted', submittedAt: now, fullName: 'Ana Ejemplo' },
    ])
    const raised = await sql`SELECT 1 FROM "RedFlag" WHERE source = 'review_form'`
    expect(raised.length).toBe(0)
    for (const { email } of demoSignIns)
      expect((await sql`SELECT 1 FROM "Account" WHERE email = ${email} AND status = 'active'`).length).toBe(1)
  } finally {
    await sql.end()
  }
})

it('refers nobody on before she leaves, and says only of two reviews that nothing moved between them', async () => {
  const rows = await demoRows(now)
  const closed = new Map(rows.of('Case').map((row) => [row.id, row.closedAt]))
  const reviews = rows.of('Review').toSorted((a, b) => `${a.on}`.localeCompare(`${b.on}`))
  const referring = reviews.filter(({ decision }) => decision === 'refer')
  expect(referring.length).toBeGreaterThan(1)
  for (const { caseId, on } of referring) expect(dayIn('Europe/Zurich', closed.get(caseId) as Date)).toBe(on)
  const first = new Map(reviews.toReversed().map((review) => [review.caseId, review]))
  expect([...first.values()].filter(({ text }) => /four weeks/.test(`${text}`))).toEqual([])
})
