import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, mintAccountActor } from '#lib/access/actor.ts'
import { asActor, asNobody, type Tx } from '#lib/db/as-actor.ts'
import { NotFound } from '#lib/errors.ts'
import { testDatabase } from '#tests/support/database.ts'
import { flagOfForm, treatHerself } from '#tests/support/world/herself.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'

/**
 * The database's lock alone: every table is read whole, with no filter of the application, as each kind of actor. What
 * comes back must hold no canary of another clinic, of a stranger's patient, or of a draft.
 */
const { ownerUrl } = await testDatabase()
let world: World
/** What the application may read of each table: all columns, or some. */
let tables: { name: string; columns: string }[] = []

beforeAll(async () => {
  world = await createWorld(ownerUrl)
  tables = await asNobody(async (tx) => {
    return tx.$queryRaw<typeof tables>`
      SELECT table_name::text AS name, string_agg(quote_ident(column_name), ', ') AS columns
      FROM information_schema.role_column_grants
      WHERE grantee = 'stepwise_app' AND privilege_type = 'SELECT' AND table_schema = 'public' AND table_name NOT LIKE '\\_prisma%'
      GROUP BY table_name`
  })
})

/** Everything that `tx` can see, by table. */
async function everything(tx: Tx): Promise<Map<string, string>> {
  const seen = new Map<string, string>()
  for (const { name, columns } of tables) {
    const [row] = await tx.$queryRawUnsafe<{ all: string | null }[]>(
      `SELECT string_agg(to_jsonb(t)::text, ' ') AS all FROM (SELECT ${columns} FROM "${name}") t`,
    )
    seen.set(name, row?.all ?? '')
  }
  return seen
}

const see = (actor: Actor) => asActor(actor, everything)

const tablesWith = (seen: Map<string, string>, canary: string | RegExp): string[] =>
  [...seen].filter(([, text]) => text.search(canary) >= 0).map(([table]) => table)

const clinical = [
  'Alert',
  'AlertEvent',
  'RuleLimit',
  'Assessment',
  'CaseChange',
  'CaseStatusChange',
  'FactorEvaluation',
  'FactorRelease',
  'FactorResponse',
  'FlagResponse',
  'IntakeReferral',
  'Letter',
  'LetterSending',
  'Note',
  'NoteAddendum',
  'RedFlag',
  'Review',
  'Suggestion',
]
/** Who is treated here and which forms exist is known to all staff; what was answered or found is not. */
const identity = ['Patient', 'Account', 'AuditEvent', 'Mail']

describe('row-level security alone', () => {
  it('shows a physio nothing of another clinic', async () => {
    const seen = await see(world.one.physioA)
    expect(tablesWith(seen, 'CANARY-ONE').length).toBeGreaterThan(20)
    expect(tablesWith(seen, 'CANARY-TWO')).toEqual([])
    expect(tablesWith(seen, world.two.clinicId)).toEqual([])
  })

  it('shows a physio the record of her own patient and only the identity of a stranger', async () => {
    const seen = await see(world.one.physioA)
    expect(tablesWith(seen, 'PATIENT-A')).toEqual(
      expect.arrayContaining([...clinical, 'PainScore', 'IntakeAnswers', 'ConsentChange']),
    )
    expect(tablesWith(seen, 'PATIENT-B').filter((t) => !identity.includes(t))).toEqual([])
    expect(tablesWith(seen, world.one.b.caseId)).toEqual([])
  })

  it('shows every physio the answers that wait for triage', async () => {
    const seen = await see(world.one.physioB)
    expect(seen.get('IntakeAnswers')).toContain(world.one.waiting.canary)
  })

  it('shows an admin who is no physio no clinical content', async () => {
    const seen = await see(world.one.admin)
    const allowed = [...identity, 'CareTeamMember', 'Intake', 'IntakeLink', 'Session', 'AccountToken']
    expect(tablesWith(seen, /PATIENT-/).filter((t) => !identity.includes(t))).toEqual([])
    for (const id of [world.one.a.caseId, world.one.a.flagId, world.one.a.painScoreId]) {
      expect(tablesWith(seen, id).filter((t) => !allowed.includes(t))).toEqual([])
    }
    for (const table of [
      ...clinical,
      'LetterFile',
      'DischargeAnswer',
      'Case',
      'PainScore',
      'SessionLog',
      'RunLog',
      'ProgramItem',
      'IntakeAnswers',
      'ConsentChange',
    ]) {
      expect([table, seen.get(table)]).toEqual([table, ''])
    }
  })

  it('shows nobody but a physio that a form raised a flag', async () => {
    const { waiting, admin, clinicId } = world.one
    const owner = ownerClient(ownerUrl)
    await owner.auditEvent.create({
      data: {
        clinicId,
        actorKind: 'account',
        accountId: admin.accountId,
        patientId: waiting.patientId,
        type: 'flag.raised',
        data: { flagId: 'FLAG-OF-A-FORM' },
      },
    })
    await owner.$disconnect()
    const events = async (actor: Actor) => (await see(actor)).get('AuditEvent') ?? ''
    const both = mintAccountActor({ ...admin, roles: ['physio', 'admin'] })
    expect(await events(both)).toContain('FLAG-OF-A-FORM')
    for (const actor of [admin, mintAccountActor({ ...both, patientId: waiting.patientId })])
      expect(await events(actor)).not.toContain('FLAG-OF-A-FORM')
  })

  it('shows a patient her own logs and published program, and nothing that is the physio’s', async () => {
    const seen = await see(world.one.a.actor)
    expect(tablesWith(seen, 'PATIENT-A')).toEqual(
      expect.arrayContaining(['Patient', 'PainScore', 'RunLog', 'ProgramItem']),
    )
    expect(tablesWith(seen, /CANARY-TWO|PATIENT-B|PATIENT-WAITING|-DRAFT/)).toEqual([])
    for (const table of [
      ...clinical,
      'LetterFile',
      'DischargeAnswer',
      'Mail',
      'AccountToken',
      'IntakeLink',
    ]) {
      expect([table, seen.get(table)]).toEqual([table, ''])
    }
    expect(tablesWith(seen, world.one.a.draftVersionId)).toEqual([])
    expect(seen.get('Account')).not.toContain('patientB')
  })

  it('shows a physio who is treated here of her own record what a patient reads, also on its team and behind its glass', async () => {
    const { a, waiting, physioB } = world.one
    const owner = ownerClient(ownerUrl)
    await treatHerself(owner, a)
    const seen = await see(a.herself)
    for (const table of [...clinical, 'LetterFile', 'DischargeAnswer', 'Mail'])
      expect([table, tablesWith(seen, 'PATIENT-A').includes(table)]).toEqual([table, false])
    expect(tablesWith(seen, /CANARY-TWO|PATIENT-B|-DRAFT/).filter((t) => !identity.includes(t))).toEqual([])
    expect(tablesWith(seen, 'PATIENT-A')).toEqual(expect.arrayContaining(['PainScore', 'RunLog']))
    // Of others she is a physio.
    expect(seen.get('RedFlag')).toBe('')
    expect(seen.get('IntakeAnswers')).toContain(waiting.canary)
    // And the form that waits is for her colleagues.
    await flagOfForm(owner, waiting)
    await owner.$disconnect()
    expect((await see(physioB)).get('RedFlag')).toContain(waiting.patientId)
    expect((await see(waiting.herself)).get('RedFlag')).not.toContain(waiting.patientId)
  })

  it('shows the holder of a link one form', async () => {
    const seen = await see(world.one.waiting.linkActor)
    expect(seen.get('IntakeAnswers')).toContain(world.one.waiting.canary)
    expect(tablesWith(seen, /CANARY-TWO|PATIENT-A|PATIENT-B/)).toEqual([])
    const open = ['Clinic', 'Patient', 'Intake', 'IntakeAnswers']
    expect([...seen].filter(([table, text]) => text !== '' && !open.includes(table)).map(([t]) => t)).toEqual(
      [],
    )
  })

  it('shows nobody anything', async () => {
    const seen = await asNobody(everything)
    expect([...seen].filter(([, text]) => text !== '').map(([t]) => t)).toEqual([])
  })

  it('shows a physio a stranger’s record behind broken glass, and not after the hour', async () => {
    const { physioA, b } = world.one
    const owner = ownerClient(ownerUrl)
    await owner.breakGlass.create({
      data: {
        clinicId: physioA.clinicId,
        patientId: b.patientId,
        caseId: b.caseId,
        accountId: physioA.accountId,
        reason: 'Covering while the lead is away',
        expiresAt: new Date(Date.now() + 2_000),
      },
    })
    await owner.$disconnect()
    const behind = await see(physioA)
    expect(behind.get('Note')).toContain('PATIENT-B')
    // Who else saw it, and why, is for the team alone.
    expect(behind.get('AuditEvent')).not.toContain(b.caseId)
    expect(behind.get('BreakGlass')).not.toContain('PATIENT-B')
    await expect(
      asActor(physioA, (tx) =>
        tx.note.createMany({
          data: {
            clinicId: physioA.clinicId,
            patientId: b.patientId,
            caseId: b.caseId,
            on: new Date('2026-01-01'),
            byId: physioA.accountId,
          },
        }),
      ),
    ).rejects.toBeInstanceOf(NotFound)
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    expect((await see(physioA)).get('Note')).not.toContain('PATIENT-B')
  })
})

describe('row-level security alone, for writes', () => {
  const write = (actor: Actor, work: (tx: Tx) => Promise<unknown>) =>
    expect(asActor(actor, work)).rejects.toThrow()

  it('refuses a row into another clinic', async () => {
    const { physioA } = world.one
    await write(physioA, (tx) =>
      tx.auditEvent.createMany({
        data: { clinicId: world.two.clinicId, actorKind: 'account', type: 'case.read' },
      }),
    )
  })

  it('refuses a log into somebody else’s case', async () => {
    const { a, b } = world.one
    const score = {
      id: crypto.randomUUID(),
      clinicId: world.one.clinicId,
      context: 'now' as const,
      score: 1,
      at: new Date(),
      logDate: new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`),
      enteredById: a.accountId,
      safety: [],
    }
    await write(a.actor, (tx) =>
      tx.painScore.createMany({ data: { ...score, patientId: b.patientId, caseId: b.caseId } }),
    )
    // Her own name on his case does not help: the composite key refuses it.
    await write(a.actor, (tx) =>
      tx.painScore.createMany({ data: { ...score, patientId: a.patientId, caseId: b.caseId } }),
    )
  })

  it('lets nobody raise their own roles, and lets a patient raise no flag', async () => {
    const { physioA, a } = world.one
    await write(physioA, (tx) =>
      tx.account.updateMany({ where: { id: physioA.accountId }, data: { roles: ['physio', 'admin'] } }),
    )
    await write(a.actor, (tx) =>
      tx.redFlag.createMany({
        data: {
          clinicId: a.actor.clinicId,
          patientId: a.patientId,
          caseId: a.caseId,
          source: 'log',
          flagId: 'flag_dvt',
          urgency: 'same_day',
          block: 'programme',
          ruleSetVersion: 1,
          inputs: {},
        },
      }),
    )
  })

  it('changes nothing of what is final', async () => {
    const { physioA, a } = world.one
    const lead = physioA
    await write(lead, (tx) =>
      tx.note.updateMany({ where: { id: a.noteId }, data: { text: { text: 'other' } } }),
    )
    await write(lead, (tx) =>
      tx.letter.updateMany({ where: { id: a.letterId }, data: { recipient: 'other' } }),
    )
    await write(lead, (tx) =>
      tx.letterFile.updateMany({ where: { letterId: a.letterId }, data: { sha256: '' } }),
    )
    await write(lead, (tx) => tx.painScore.updateMany({ where: { id: a.painScoreId }, data: { score: 0 } }))
    await write(lead, (tx) => tx.runLog.updateMany({ where: { id: a.runLogId }, data: { km: 1 } }))
    await write(lead, (tx) => tx.review.updateMany({ where: { id: a.reviewId }, data: { text: 'other' } }))
    await write(lead, (tx) =>
      tx.redFlag.updateMany({ where: { id: a.flagId }, data: { urgency: 'monitor' } }),
    )
    await write(lead, (tx) => tx.auditEvent.deleteMany({}))
    await write(lead, (tx) => tx.programItem.updateMany({ where: { id: a.itemId }, data: { sets: 1 } }))
    await write(lead, (tx) =>
      tx.programVersion.updateMany({ where: { id: a.publishedVersionId }, data: { note: 'other' } }),
    )
    await write(lead, (tx) => tx.programItem.deleteMany({ where: { id: a.itemId } }))
    // Whoever holds the link reaches the form, also once it is accepted.
    await write(a.linkActor, (tx) =>
      tx.intakeAnswers.updateMany({
        where: { intakeId: a.intakeId },
        data: { answers: { full_name: 'other' } },
      }),
    )
  })

  it('shows a patient and the holder of a link the numbers of the clinic, by which the answers are judged, and of no case', async () => {
    const owner = ownerClient(ownerUrl)
    const { one, two } = world
    try {
      for (const { clinicId, admin, canary } of [one, two])
        await owner.ruleLimit.create({
          data: { clinicId, limitId: 'severe_pain_nprs', value: 6, note: canary, byId: admin.accountId },
        })
    } finally {
      await owner.$disconnect()
    }
    for (const actor of [one.a.actor, one.waiting.linkActor]) {
      const text = (await see(actor)).get('RuleLimit')
      expect(text).toContain('severe_pain_nprs')
      expect(text).not.toMatch(/no_log_watch|CANARY-TWO|PATIENT-/)
    }
  })
})
