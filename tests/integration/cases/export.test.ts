import { afterAll, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/access/actor.ts'
import { exportCase } from '#lib/cases/export/queries.ts'
import { tablesOfCase } from '#lib/cases/export/rules.ts'
import { breakGlass } from '#lib/cases/glass/commands.ts'
import { toDbDate } from '#lib/dates.ts'
import { NotFound } from '#lib/errors.ts'
import { caseFactors } from '#lib/factors/queries.ts'
import { adviceById } from '#lib/factors/sentences/rules.ts'
import { newId } from '#lib/ids.ts'
import { startLetter } from '#lib/letters/commands.ts'
import { oneLetter } from '#lib/letters/queries.ts'
import { exportOwnRecord } from '#lib/patients/record/export/queries.ts'
import { ownTables } from '#lib/patients/record/export/rules.ts'
import { programHandout } from '#lib/programs/handout/queries.ts'
import { exportPainScores } from '#lib/tracking/progress/export/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'

const { ownerUrl } = await testDatabase()
const { one, two } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

const { a, b, physioA, physioB, admin, clinicId } = one
const { caseId, patientId } = a
const now = new Date()

type Row = Record<string, unknown>
type File = Record<string, Row[]> & { format: string }
async function read(lines: Promise<AsyncGenerator<string>>): Promise<{ text: string; file: File }> {
  let text = ''
  for await (const piece of await lines) text += piece
  return { text, file: JSON.parse(text) as File }
}
const scoresOf = (length: number) =>
  Array.from({ length }, (_, at) => ({
    id: newId(),
    clinicId,
    patientId,
    caseId,
    context: 'now' as const,
    score: at % 11,
    at: now,
    logDate: now,
    safety: [],
    enteredById: physioA.accountId,
  }))
const events = (type: string) =>
  db.auditEvent.findMany({ where: { type, patientId }, orderBy: { id: 'asc' } })

describe('the file of a case', () => {
  test('has every table of the record, a new one too', async () => {
    const found = await db.$queryRaw<{ name: string }[]>`
      SELECT table_name::text AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'caseId' AND table_name NOT IN ('AuditEvent', 'LetterFile', 'Intake', 'RedFlag', 'ConsentChange')`
    expect(Object.values(tablesOfCase).sort()).toEqual(found.map(({ name }) => name).sort())
  })

  test('holds the whole record, and only that of this case, and is told in the audit', async () => {
    const { text, file } = await read(exportCase(physioA, caseId, now))
    expect(file.format).toBe('stepwise.case/1')
    expect(file).toMatchObject({
      clinic: one.canary,
      units: expect.stringContaining('Pain 0 (none) to 10'),
      scores: expect.stringContaining('akps 0 to 100, higher is better'),
    })
    for (const part of Object.keys(tablesOfCase))
      expect([part, Array.isArray(file[part])]).toEqual([part, true])
    for (const part of [
      'answers',
      'redFlags',
      'alerts',
      'notes',
      'reviews',
      'letters',
      'runLogs',
      'programItems',
    ])
      expect([part, file[part]?.length ?? 0]).not.toEqual([part, 0])
    expect(file.case).toMatchObject([{ id: caseId, patientId }])
    expect(file.people).toContainEqual({ id: physioA.accountId, name: physioA.name })
    expect(text).not.toMatch(/PATIENT-B|PATIENT-WAITING|-TWO-|"clinicId"|passwordHash|tokenHash/)
    const [event] = await events('record.exported')
    expect(event).toMatchObject({ accountId: physioA.accountId, caseId })
  })

  test('names whom to call in the texts that were given, as the pages do', async () => {
    const texts = async () => {
      const { text, file } = await read(exportCase(physioA, caseId, now))
      expect(text).not.toContain('{emergency_number}')
      return file.textsGiven?.map((row) => row.text)
    }
    const { id } = await db.factorRelease.create({
      data: {
        clinicId,
        patientId,
        caseId,
        kind: 'advice' as const,
        itemId: 'adv_stop_signs',
        text: 'Call {emergency_number} or {out_of_hours_phone}.',
        heldByBlock: false,
        position: 1,
        releasedById: physioA.accountId,
      },
    })
    const { emergencyNumber } = await db.clinic.findUniqueOrThrow({ where: { id: clinicId } })
    await db.clinic.update({ where: { id: clinicId }, data: { emergencyNumber: '144', outOfHoursPhone: '' } })
    expect(await texts()).toContain('Call 144 or the out-of-hours doctor.')
    await db.clinic.update({ where: { id: clinicId }, data: { emergencyNumber } })
    await db.factorRelease.update({
      where: { id },
      data: { withdrawnAt: now, withdrawnById: physioA.accountId },
    })
  })

  test('is read on behind the first piece, without loss', async () => {
    await db.painScore.createMany({ data: scoresOf(450) })
    const { file } = await read(exportCase(physioA, caseId, now))
    const ids = file.painScores?.map(({ id }) => id) ?? []
    expect(ids).toHaveLength(await db.painScore.count({ where: { caseId } }))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('is the team’s: nobody else gets it, also behind broken glass, and it ends with the place on the team', async () => {
    await breakGlass(physioB, { caseId, patientId, reason: 'Covering today' }, now)
    for (const actor of [physioB, admin, a.actor, a.linkActor, two.physioA] as Actor[])
      await expect(exportCase(actor, caseId, now)).rejects.toThrow(NotFound)
    const lines = await exportCase(physioA, caseId, now)
    await lines.next()
    await db.careTeamMember.updateMany({ where: { caseId }, data: { removedAt: now } })
    let rest = ''
    for await (const piece of lines) rest += piece
    expect(rest).not.toContain('CANARY')
    await db.careTeamMember.create({
      data: {
        clinicId,
        patientId,
        caseId,
        accountId: physioA.accountId,
        role: 'lead',
        addedById: admin.accountId,
      },
    })
  })
})

test.each(['signed out', 'suspended', 'no physio any more'])('nobody who is %s reads on', async (how) => {
  const account = (data: { status?: 'active' | 'suspended'; roles?: ('physio' | 'admin')[] }) =>
    db.account.update({ where: { id: physioA.accountId }, data })
  const signed = (revokedAt: Date | null) =>
    db.session.update({ where: { id: physioA.sessionId }, data: { revokedAt } })
  const lines = await exportCase(physioA, caseId, now)
  await lines.next()
  await lines.next()
  const further = 2001 - (await db.painScore.count({ where: { caseId } }))
  if (further > 0) await db.painScore.createMany({ data: scoresOf(further) })
  const scores = await exportPainScores(physioA, caseId)
  for (let chunks = 0; chunks < 2; chunks += 1) await scores.next()
  if (how === 'signed out') await signed(now)
  else await account(how === 'suspended' ? { status: 'suspended' } : { roles: ['admin'] })
  await expect(lines.next()).rejects.toThrow(NotFound)
  await expect(scores.next()).rejects.toThrow(NotFound)
  await signed(null)
  await account({ status: 'active', roles: ['physio'] })
})

describe('the own file of a patient', () => {
  test('holds what she entered and was given, and nothing that is the team’s', async () => {
    const { text, file } = await read(exportOwnRecord(a.actor, now))
    expect(Object.keys(file)).toEqual([
      ...[
        'format',
        'made',
        'units',
        'clinic',
        'phoneOfClinic',
        'you',
        'forms',
        'answers',
        'consents',
        'treatments',
        'programVersions',
        'programPhases',
      ],
      ...[
        'programItems',
        'sessions',
        'exercises',
        'runs',
        'painScores',
        'questionnaires',
        'requests',
        'textsGiven',
      ],
    ])
    for (const part of ['answers', 'consents', 'programItems', 'sessions', 'runs', 'painScores'])
      expect([part, file[part]?.length ?? 0]).not.toEqual([part, 0])
    expect(file.programVersions?.map(({ id }) => id)).toEqual([a.publishedVersionId])
    expect(text).not.toMatch(/PATIENT-B|-TWO-|-DRAFT|\b(flag|fac|pat|al)_|ruleSetVersion|physio[AB]/)
    const [, own] = await events('record.exported').then((all) => [all, all.at(-1)])
    expect(own).toMatchObject({ accountId: a.actor.accountId, caseId: null })
  })

  test('of its tables holds every column, but for what she does not read', async () => {
    const keys = ['clinicId', 'patientId', 'caseId']
    const entry = ['safetyAsked', 'enteredById', 'firstRecordedAt', 'withdrawnById']
    const left: Record<string, string[]> = {
      Intake: [
        ...['reviewOn', 'questionnaireVersion', 'status', 'createdById', 'savedAt', 'filledById'],
        ...['sentByPatient', 'consentAge', 'assigneeId', 'decidedById', 'decidedAt', 'version'],
      ],
      IntakeAnswers: ['derived', 'sections', 'version', 'savedAt', 'safetyOn'],
      ConsentChange: ['byId'],
      Case: ['intakeId', 'status', 'openedById', 'nextReviewOn', 'version'],
      ProgramVersion: [
        ...['programId', 'templateId', 'note', 'createdById', 'createdAt', 'savedAt', 'publishedById'],
        ...['endsStopId', 'version'],
      ],
      ProgramPhase: ['key', 'hopLimit', 'amberOk'],
      ProgramItem: ['key', 'replacedFrom', 'replacedReason'],
      SessionLog: entry,
      ExerciseLog: [],
      RunLog: entry,
      PainScore: entry,
      OutcomeMeasure: ['version', 'scores', 'missing', 'packId', 'enteredById', 'withdrawnById'],
    }
    const found = await db.$queryRaw<{ table: string; columns: string[] }[]>`
      SELECT table_name::text AS table, array_agg(column_name::text) AS columns FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = ANY (${ownTables.map(({ table }) => table)}) GROUP BY 1`
    for (const { table, columns } of ownTables) {
      const all = found.find((one) => one.table === table)?.columns ?? []
      const missing = all.filter((column) => !new Set<string>([...columns, ...keys]).has(column))
      expect([table, missing.sort()]).toEqual([table, left[table]?.toSorted()])
    }
  })

  test('holds the reasons that she reads beside her entries, and none that was not written for her', async () => {
    const back = { withdrawnAt: now, withdrawnById: physioA.accountId }
    // As if it had been put right, and that taken back.
    const putRight = <E extends { id: string }>(entry: E, what: string) => ({
      ...entry,
      ...back,
      id: newId(),
      supersedesId: entry.id,
      injury: {},
      correctReason: `Corrected: ${what}`,
      withdrawReason: `Back: ${what}`,
    })
    const where = { caseId, supersedesId: null }
    const run = await db.runLog.findFirstOrThrow({ where })
    await db.runLog.create({ data: putRight(run, 'run') })
    const session = await db.sessionLog.findFirstOrThrow({ where })
    await db.sessionLog.create({ data: putRight(session, 'session') })
    const score = await db.painScore.findFirstOrThrow({
      where: { ...where, runLogId: null, sessionLogId: null },
    })
    await db.painScore.create({ data: putRight(score, 'score') })
    const form = {
      id: newId(),
      clinicId,
      patientId,
      caseId,
      measure: 'groc',
      version: 'own wording',
      language: 'en',
      side: 'left' as const,
      on: toDbDate('2026-01-05'),
      items: {},
      scores: {},
      missing: 0,
      mode: 'self' as const,
      enteredById: a.accountId,
    }
    await db.outcomeMeasure.create({
      data: { ...form, withdrawnAt: now, withdrawReason: 'For the team alone' },
    })
    const { injury: _, ...corrected } = putRight(form, 'form')
    await db.outcomeMeasure.create({ data: corrected })
    const { text } = await read(exportOwnRecord(a.actor, now))
    for (const what of ['run', 'session', 'score', 'form'])
      for (const why of ['Corrected', 'Back']) expect(text).toContain(`${why}: ${what}`)
    expect(text).not.toContain('For the team alone')
  })

  test('is nobody else’s', async () => {
    expect((await read(exportOwnRecord(b.actor, now))).text).not.toContain(a.canary)
    for (const actor of [physioA, admin]) await expect(exportOwnRecord(actor, now)).rejects.toThrow(NotFound)
  })
})

test('what was given names whom to call, on whatever paper and in whatever file it leaves', async () => {
  await db.factorRelease.create({
    data: {
      clinicId,
      patientId,
      caseId,
      kind: 'advice',
      itemId: 'adv_seek_help',
      heldByBlock: false,
      position: 1,
      text: adviceById('adv_seek_help')?.text ?? '',
      releasedById: physioA.accountId,
    },
  })
  const { letterId } = await startLetter(
    physioA,
    {
      id: newId(),
      caseId,
      kind: 'discharge_summary',
      recipientKind: 'family_doctor',
      recipient: 'Dr. Weber',
      urgency: 'routine',
      pattern: [],
    },
    now,
  )
  const texts = {
    'file of the case': (await read(exportCase(physioA, caseId, now))).text,
    'own file': (await read(exportOwnRecord(a.actor, now))).text,
    handout: JSON.stringify(await programHandout(physioA, caseId, now)),
    letter: JSON.stringify((await oneLetter(physioA, caseId, letterId, now)).body),
    factors: JSON.stringify((await caseFactors(physioA, caseId, null, now)).given),
  }
  for (const [name, text] of Object.entries(texts)) {
    expect(text, name).toContain('Call 144 for chest pain')
    expect(text, name).not.toMatch(/\{[a-z]+(_[a-z]+)*\}/)
  }
})
