import { beforeAll, describe, expect, it } from 'vitest'
import type { AccountActor, Actor } from '#lib/access/actor.ts'
import { alertWorklist } from '#lib/alerts/worklist/queries.ts'
import { clinicCounts } from '#lib/cases/counts/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { caseFrame } from '#lib/cases/queries.ts'
import { closeCase, reopenCase } from '#lib/cases/status/commands.ts'
import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { dayIn } from '#lib/dates.ts'
import { newId } from '#lib/db/ids.ts'
import { Conflict, Invalid, NotFound } from '#lib/errors.ts'
import { answerFlag } from '#lib/flags/responses/commands.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { saveSection, submitIntake } from '#lib/intake/drafts/commands.ts'
import { formFrame, sectionView } from '#lib/intake/drafts/queries.ts'
import { intakeView } from '#lib/intake/queries.ts'
import { acceptIntake, referIntake } from '#lib/intake/triage/commands.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { calmSection, createDraft, sections } from './setting.ts'

const db = await testDatabase()
const now = new Date()
const today = dayIn('Europe/Zurich', now)
let world: World

beforeAll(async () => {
  world = await createWorld(db.ownerUrl, now)
})

const draft = () => createDraft(db.ownerUrl, world.one.clinicId)

const section = (id: string) => {
  const found = sectionById.get(id)
  if (!found) throw new Error(id)
  return found
}

async function stored(intakeId: string) {
  const owner = ownerClient(db.ownerUrl)
  try {
    const intake = await owner.intake.findUniqueOrThrow({
      where: { id: intakeId },
      include: { answers: true, flags: true },
    })
    return {
      ...intake,
      values: intake.answers?.answers as Answers,
      audit: await owner.auditEvent.findMany({ where: { subjectId: intakeId }, orderBy: { id: 'asc' } }),
    }
  } finally {
    await owner.$disconnect()
  }
}

async function save(actor: Actor, intakeId: string, id: string, posted: Answers, revision?: string) {
  const view = await sectionView(actor, intakeId, id.replace('sec_', ''), now)
  return saveSection(
    actor,
    { intakeId, section: section(id), posted, revision: revision ?? view.revision, strict: false },
    now,
  )
}

async function fillIn(actor: Actor, intakeId: string, over: Answers = {}) {
  let answers: Answers = {}
  for (const part of sections) {
    const posted = { ...calmSection(part, { ...answers, ...pick(part.questions, over) }, today) }
    const view = await sectionView(actor, intakeId, part.id.replace('sec_', ''), now)
    const outcome = await saveSection(
      actor,
      { intakeId, section: part, posted, revision: view.revision, strict: true },
      now,
    )
    expect({ part: part.id, errors: outcome.errors }).toEqual({ part: part.id, errors: {} })
    answers = { ...answers, ...posted }
  }
}

const pick = (questions: readonly { id: string }[], over: Answers): Answers =>
  Object.fromEntries(questions.filter(({ id }) => id in over).map(({ id }) => [id, over[id] ?? null]))

const agree: Answers = { consent_data: 'yes' }

describe('saving a part of the form', () => {
  it('keeps the valid answers, names the invalid ones and leaves other parts alone', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const outcome = await save(actor, intakeId, 'sec_identity', {
      full_name: 'Ida Beispiel',
      height_cm: '17',
    })
    expect(outcome.errors.height_cm).toMatch(/120/)
    const { values, audit } = await stored(intakeId)
    expect(values).toMatchObject({ full_name: 'Ida Beispiel', height_cm: null, consent_data: 'yes' })
    expect(audit.filter((row) => row.type === 'intake.saved')).toHaveLength(2)
  })

  it('counts the same save once', async () => {
    const { actor, intakeId } = await draft()
    const first = await save(actor, intakeId, 'sec_identity', { full_name: 'Ida' }, undefined)
    await save(actor, intakeId, 'sec_identity', { full_name: 'Ida' }, 'older')
    const after = await stored(intakeId)
    expect(after.audit.filter((row) => row.type === 'intake.saved')).toHaveLength(1)
    expect(after.answers?.version).toBe(1)
    expect(first.errors).toEqual({})
  })

  it('refuses a page that is older than the answers, and keeps the newer ones', async () => {
    const { actor, intakeId } = await draft()
    const old = (await sectionView(actor, intakeId, 'identity', now)).revision
    await save(actor, intakeId, 'sec_identity', { full_name: 'Newer' })
    await expect(save(actor, intakeId, 'sec_identity', { full_name: 'Older' }, old)).rejects.toThrow(Conflict)
    expect((await stored(intakeId)).values.full_name).toBe('Newer')
  })

  it('does not count another part as a change of this one', async () => {
    const { actor, intakeId } = await draft()
    const old = (await sectionView(actor, intakeId, 'identity', now)).revision
    await save(actor, intakeId, 'sec_consent', agree)
    await save(actor, intakeId, 'sec_identity', { full_name: 'Ida' }, old)
    expect((await stored(intakeId)).values.full_name).toBe('Ida')
  })

  it('asks for consent before anything about health', async () => {
    const { actor, intakeId } = await draft()
    await expect(save(actor, intakeId, 'sec_safety', { rf_lump: 'no' })).rejects.toThrow(Conflict)
  })

  it('stores nothing of somebody under 16', async () => {
    const { actor, intakeId } = await draft()
    const outcome = await save(actor, intakeId, 'sec_identity', {
      full_name: 'Kim',
      date_of_birth: '2012-01-01',
    })
    expect(outcome.underAge).toBe(true)
    expect((await stored(intakeId)).values).toEqual({})
  })
})

describe('safety in a draft', () => {
  it('says at once what to do, and the flag stays when the answer is changed', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const alarming = await save(actor, intakeId, 'sec_safety', { rf_chest_breathless: 'yes' })
    expect(alarming.messages).toMatchObject({ level: 'emergency', atOnce: true })
    const changed = await save(actor, intakeId, 'sec_safety', { rf_chest_breathless: 'no' })
    expect(changed.messages?.level).toBe('emergency')
    const { flags } = await stored(intakeId)
    expect(flags.map((flag) => flag.flagId)).toEqual(['flag_chest_breath'])
    expect(flags[0]?.answerChangedAt).not.toBeNull()
  })
})

describe('a dangerous answer of a save that is refused', () => {
  const breathless = { rf_chest_breathless: 'yes' }

  it('raises its flag and is told what to do, also by a page that is older than the answers', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const old = (await sectionView(actor, intakeId, 'safety', now)).revision
    await save(actor, intakeId, 'sec_safety', { rf_hot_red_swollen: 'yes', rf_chest_breathless: 'no' })
    const refused = () => save(actor, intakeId, 'sec_safety', breathless, old)
    await expect(refused()).rejects.toThrow(/emergency/)
    await expect(refused()).rejects.toThrow(/newer answers are kept/)
    const { values, flags } = await stored(intakeId)
    expect(values).toMatchObject({ rf_hot_red_swollen: 'yes', rf_chest_breathless: 'no' })
    const of = (id: string) => flags.filter((flag) => flag.flagId === id)
    expect(of('flag_chest_breath')).toMatchObject([{ resolvedAt: null, answerChangedAt: expect.any(Date) }])
    // What the newer answers fire is as it was.
    expect(of('flag_hot_joint')).toMatchObject([
      { resolvedAt: null, answerChangedAt: null, supersededAt: null },
    ])
    expect((await formFrame(actor, intakeId, now)).messages).toMatchObject({
      level: 'emergency',
      atOnce: true,
    })
  })

  it('says nothing more than that when nothing is dangerous', async () => {
    const { actor, intakeId } = await draft()
    await save(actor, intakeId, 'sec_consent', agree)
    const old = (await sectionView(actor, intakeId, 'safety', now)).revision
    await save(actor, intakeId, 'sec_safety', { rf_lump: 'no' })
    await expect(save(actor, intakeId, 'sec_safety', { rf_deformity: 'no' }, old)).rejects.toThrow(
      /^This part was/,
    )
    expect((await stored(intakeId)).flags).toEqual([])
  })

  it('is heard after the form was sent, and in the case that came out of it', async () => {
    const { physioA, physioB } = world.one
    const { actor, intakeId } = await draft()
    await fillIn(actor, intakeId)
    await submitIntake(actor, intakeId, now)
    await expect(save(actor, intakeId, 'sec_safety', breathless)).rejects.toThrow(/emergency/)
    const { flags, status } = await stored(intakeId)
    expect(status).toBe('submitted')
    expect(flags).toMatchObject([{ flagId: 'flag_chest_breath', resolvedAt: null }])
    const opened = {
      leadId: physioA.accountId,
      complaint: 'Outer knee',
      side: 'left',
      nextReviewOn: null,
    } as const
    const { caseId } = await acceptIntake(physioA, { intakeId, ...opened })
    await expect(save(actor, intakeId, 'sec_safety', { rf_cold_pale_foot: 'yes' })).rejects.toThrow(
      /emergency/,
    )
    const late = (await stored(intakeId)).flags.find((flag) => flag.flagId === 'flag_limb_vascular')
    const { flags: shown } = await caseOverview(physioA, caseId, new Date())
    expect(shown.find(({ id }) => id === late?.id)).toMatchObject({ notSaved: true, urgency: 'emergency' })
    const answer = {
      id: newId(),
      flagRowId: late?.id ?? '',
      kind: 'ruled_out' as const,
      text: 'Phoned, is well.',
    }
    await expect(answerFlag(physioB, answer)).rejects.toThrow(NotFound)
    await answerFlag(physioA, answer)
    // Whoever is on duty is led to a page that is there.
    expect(await dutyMails()).toContainEqual(
      expect.stringContaining(`/patients/${(await stored(intakeId)).patientId}`),
    )
  })

  it('stands above the alerts of the care team when the case that came out of the form is closed', async () => {
    const { physioA, physioB } = world.one
    const { actor, intakeId } = await draft()
    await fillIn(actor, intakeId)
    await submitIntake(actor, intakeId, now)
    const opened = {
      leadId: physioA.accountId,
      complaint: 'Outer knee',
      side: 'left',
      nextReviewOn: null,
    } as const
    const { caseId } = await acceptIntake(physioA, { intakeId, ...opened })
    const version = async () => (await caseFrame(physioA, caseId, null, new Date())).version
    const end = { caseId, reason: 'lost_contact', note: 'Two calls' } as const
    await closeCase(physioA, { ...end, version: await version() })
    const late = async (physio: AccountActor) =>
      (await alertWorklist(physio, { view: 'mine', page: 1 }, new Date())).late.filter(
        (flag) => flag.caseId === caseId,
      )
    const before = await clinicCounts(physioA, new Date())
    expect(await late(physioA)).toEqual([])
    await expect(save(actor, intakeId, 'sec_safety', breathless)).rejects.toThrow(/emergency/)
    expect(await late(physioA)).toMatchObject([
      { urgency: 'emergency', title: 'New chest pain or breathlessness', owner: { id: physioA.accountId } },
    ])
    const counts = await clinicCounts(physioA, new Date())
    expect([counts.alerts, counts.urgentAlerts]).toEqual([before.alerts + 1, before.urgentAlerts + 1])
    expect(await late(physioB)).toEqual([])
    // Open again it stands in the caseload and among the flags of the case, and there it is answered.
    await reopenCase(physioA, { caseId, version: await version(), reason: 'A late answer' })
    expect(await late(physioA)).toEqual([])
    const [flag] = (await caseOverview(physioA, caseId, new Date())).flags
    const answer = { id: newId(), flagRowId: flag?.id ?? '', kind: 'referred', text: 'In hospital' } as const
    await answerFlag(physioA, answer)
    await closeCase(physioA, { ...end, version: await version() })
    expect(await late(physioA)).toEqual([])
  })

  it('brings a form back to triage that was referred on before', async () => {
    const { physioB } = world.one
    const { actor, intakeId } = await draft()
    await fillIn(actor, intakeId)
    await submitIntake(actor, intakeId, now)
    await referIntake(physioB, { intakeId, where: 'A hip clinic', reason: 'The hip' })
    const row = async () => (await triageList(physioB, now)).rows.find(({ id }) => id === intakeId)
    expect(await row()).toBeUndefined()
    await expect(save(actor, intakeId, 'sec_safety', breathless)).rejects.toThrow(/emergency/)
    expect(await row()).toMatchObject({ submitted: true, urgent: true, unanswered: 1 })
    const [flag] = (await triageIntake(physioB, intakeId, now)).flags
    await answerFlag(physioB, {
      id: newId(),
      flagRowId: flag?.id ?? '',
      kind: 'referred',
      text: 'Sent to hospital.',
    })
    expect(await row()).toBeUndefined()
  })
})

async function dutyMails() {
  const owner = ownerClient(db.ownerUrl)
  const mails = await owner.mail.findMany().finally(() => owner.$disconnect())
  return mails.map(({ text }) => text)
}

describe('sending', () => {
  it('refuses a blank and an unsigned form', async () => {
    const { actor, intakeId } = await draft()
    await expect(submitIntake(actor, intakeId, now)).rejects.toThrow(Invalid)
    await fillIn(actor, intakeId)
    await save(actor, intakeId, 'sec_consent', { consent_name: 'Somebody Else' })
    await expect(submitIntake(actor, intakeId, now)).rejects.toThrow(Invalid)
    expect((await stored(intakeId)).status).toBe('draft')
  })

  it('stores shown answers and calculated values, once, and nothing changes afterwards', async () => {
    const { actor, intakeId } = await draft()
    await fillIn(actor, intakeId)
    await save(actor, intakeId, 'sec_safety', { rf_trauma: 'yes', rf_trauma_days: '3' })
    await save(actor, intakeId, 'sec_safety', { rf_trauma: 'no' })
    const sent = await Promise.all([submitIntake(actor, intakeId, now), submitIntake(actor, intakeId, now)])
    expect(sent.map((one) => one.again).sort()).toEqual([false, true])
    const after = await stored(intakeId)
    expect(after.status).toBe('submitted')
    expect(after.values).not.toHaveProperty('rf_trauma_days')
    expect(after.answers?.derived).toMatchObject({ age_years: 34, index_side: 'left', surface_hard_pct: 100 })
    expect(after.answers?.consentAt).not.toBeNull()
    expect(after.audit.filter((row) => row.type === 'intake.submitted')).toHaveLength(1)
    await expect(save(actor, intakeId, 'sec_impact', { fear_run: '9' })).rejects.toThrow(Conflict)
  })
})

describe('who may', () => {
  it('is the holder of that link alone', async () => {
    const mine = await draft()
    const other = await draft()
    const trespass = save(other.actor, mine.intakeId, 'sec_identity', { full_name: 'X' })
    await expect(trespass).rejects.toThrow(NotFound)
    await expect(submitIntake(other.actor, mine.intakeId, now)).rejects.toThrow(NotFound)
    await expect(intakeView(other.actor, mine.intakeId, now)).rejects.toThrow(NotFound)
    await expect(formFrame(world.two.physioA, mine.intakeId, now)).rejects.toThrow(NotFound)
    await expect(formFrame(world.one.admin, mine.intakeId, now)).rejects.toThrow(NotFound)
    await expect(formFrame(world.one.a.actor, mine.intakeId, now)).rejects.toThrow(NotFound)
  })

  it('records that a physio filled it in for the patient', async () => {
    const { intakeId } = await draft()
    await save(world.one.physioA, intakeId, 'sec_identity', { full_name: 'Ida' })
    const after = await stored(intakeId)
    expect(after.filledById).toBe(world.one.physioA.accountId)
    const saved = after.audit.find((row) => row.type === 'intake.saved')
    expect(saved).toMatchObject({
      accountId: world.one.physioA.accountId,
      data: { section: 'sec_identity', onBehalf: true },
    })
  })

  it('reads an accepted form only on the care team', async () => {
    const { a } = world.one
    const view = await intakeView(world.one.physioA, a.intakeId, now)
    expect(view.sections.flatMap((part) => part.answers).find((row) => row.id === 'full_name')?.answer).toBe(
      a.canary,
    )
    await expect(intakeView(world.one.physioB, a.intakeId, now)).rejects.toThrow(NotFound)
    const own = await intakeView(a.actor, a.intakeId, now)
    expect(own.derived).toEqual([])
  })

  it('tells somebody under 18 to tell a parent, also when the flag about the age is settled', async () => {
    const { actor, intakeId } = await draft()
    const born = `${Number(today.slice(0, 4)) - 17}-01-01`
    const posted = { ...calmSection(section('sec_identity'), {}, today), date_of_birth: born }
    await save(actor, intakeId, 'sec_identity', posted)
    const owner = ownerClient(db.ownerUrl)
    await owner.redFlag.updateMany({
      where: { intakeId, flagId: 'flag_minor' },
      data: { resolvedAt: now, respondedAt: now },
    })
    await owner.$disconnect()
    await save(actor, intakeId, 'sec_consent', { consent_data: 'yes', consent_not_emergency: 'yes' })
    const { messages } = await save(actor, intakeId, 'sec_safety', { rf_deformity: 'yes' })
    expect(messages).toMatchObject({ level: 'emergency', guardian: expect.stringContaining('parent') })
  })
})
