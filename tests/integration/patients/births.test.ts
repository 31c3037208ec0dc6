import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AccountActor } from '#lib/access/actor.ts'
import { examinedCase } from '#lib/assessment/record/queries.ts'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { dayIn, fullDayText, toDbDate } from '#lib/dates.ts'
import { asActor } from '#lib/db/as-actor.ts'
import { Invalid } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { sectionView } from '#lib/intake/drafts/queries.ts'
import { saveSection } from '#lib/intake/drafts/saving/commands.ts'
import { triageIntake } from '#lib/intake/triage/queries.ts'
import { bornText } from '#lib/letters/rules.ts'
import { readBirths } from '#lib/patients/births/queries.ts'
import { ageText } from '#lib/patients/births/rules.ts'
import { changePatient } from '#lib/patients/commands.ts'
import { patientDetail, patientList } from '#lib/patients/queries.ts'
import { prescribedCase } from '#lib/programs/record/queries.ts'
import { caseload } from '#lib/tracking/caseload/queries.ts'
import { caseloadSearch } from '#lib/tracking/caseload/schema.ts'
import { recordMorning } from '#lib/tracking/pain-scores/commands.ts'
import { todayView } from '#lib/tracking/today/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { isoDaysAgo } from '#tests/support/days.ts'
import { createWorld, ownerClient, type World } from '#tests/support/world.ts'
import { createDraft } from '../intake/setting.ts'
import { answered, harmless } from '../programs/setting.ts'
import { completeAnswers, sentIntake } from '../triage/setting.ts'

const database = await testDatabase()
const db = ownerClient(database.ownerUrl)
const now = new Date()
const [adult, young] = ['1990-05-17', isoDaysAgo(17 * 365 + 30)]
let world: World
beforeAll(async () => {
  world = await createWorld(database.ownerUrl, now)
})
afterAll(() => db.$disconnect())

/** Gives a patient a record and a form with these dates. */
async function born(who: 'a' | 'b', recorded: string, told: string) {
  const a = world.one[who]
  await db.patient.update({
    where: { id: a.patientId },
    data: { dateOfBirth: toDbDate(recorded), notBornOn: [] },
  })
  await answered(database.ownerUrl, a, { ...harmless(), date_of_birth: told })
}

describe.each([
  ['the form', 'a', adult, young],
  ['the record', 'b', young, adult],
] as const)('a patient who is under age by %s alone', (_, who, recorded, told) => {
  beforeEach(() => born(who, recorded, told))

  it('is one for publishing, for the examination and on every page of the case', async () => {
    const [a, physioA] = [world.one[who], who === 'a' ? world.one.physioA : world.one.physioB]
    const where = { clinicId: physioA.clinicId }
    const target = await asActor(physioA, (tx) => prescribedCase(tx, a.caseId, where, now))
    expect(target.facts.minor).toBe(true)
    const examined = await asActor(physioA, (tx) => examinedCase(tx, a.caseId, where, now))
    expect(examined.person.ageYears).toBe(17)
    const { frame } = await caseOverview(physioA, a.caseId, now)
    expect(frame.births).toEqual([recorded, told])
    expect(frame.banner.ageAndSex).toMatch(/^17 or \d\d y/)
  })

  it('has both ages in the caseload, in the list of patients and on her page, and neither for an admin', async () => {
    const [a, physio] = [world.one[who], who === 'a' ? world.one.physioA : world.one.physioB]
    const of = { search: '', page: 1 }
    const listed = async (actor: AccountActor) =>
      (await patientList(actor, of, now)).rows.find(({ id }) => id === a.patientId)
    const { rows } = await caseload(physio, caseloadSearch.parse({}), now)
    expect(rows.find(({ caseId }) => caseId === a.caseId)?.age).toMatch(/^17 or 3\d$/)
    expect((await listed(physio))?.age).toMatch(/^17 or 3\d y$/)
    expect((await patientDetail(physio, a.patientId, now)).age).toMatch(/^17 or 3\d y$/)
    // Who reads no form knows the record alone.
    const alone = ageText([recorded], dayIn('Europe/Zurich', now))
    expect((await listed(world.one.admin))?.age).toBe(alone)
    expect((await patientDetail(world.one.admin, a.patientId, now)).age).toBe(alone)
  })

  it('is said to be born on either day in a letter', async () => {
    const [a, physio] = [world.one[who], who === 'a' ? world.one.physioA : world.one.physioB]
    const of = { clinicId: physio.clinicId, patientId: a.patientId, caseId: a.caseId }
    const said = () => asActor(physio, async (tx) => bornText(await readBirths(tx, of)))
    const births = [recorded, told].map(fullDayText)
    expect(await said()).toBe(`born ${births.join(' or ')} (being checked)`)
    await db.patient.update({ where: { id: a.patientId }, data: { notBornOn: [toDbDate(told)] } })
    expect(await said()).toBe(`born ${births[0]}`)
  })

  it('is one for a log and for what she reads', async () => {
    const a = world.one[who]
    const id = newId()
    const input = { id, caseId: a.caseId, score: 1, swelling: 'none' as const, note: '' }
    await recordMorning(a.actor, { ...input, log_safety: ['groin_pain'] })
    const flags = await db.redFlag.findMany({ where: { sourceId: id } })
    expect(flags.map(({ flagId }) => flagId)).toContain('flag_hip_young')
    const { current } = await todayView(a.actor, a.caseId)
    expect(JSON.stringify(current)).toContain('Please tell your parent or guardian now.')
  })
})

describe('a draft', () => {
  it('raises what the age of the record asks for', async () => {
    const { actor, intakeId, patientId } = await createDraft(database.ownerUrl, world.one.clinicId)
    await db.patient.update({ where: { id: patientId }, data: { dateOfBirth: toDbDate(young) } })
    await save(actor, intakeId, 'sec_identity', { date_of_birth: adult })
    const answers = await db.intakeAnswers.findUniqueOrThrow({ where: { intakeId } })
    expect(answers.answers).toMatchObject({ date_of_birth: adult })
    expect(JSON.stringify(answers.answers)).not.toContain('birth_on_record')
    expect(await db.redFlag.findMany({ where: { intakeId } })).toMatchObject([{ flagId: 'flag_minor' }])
    expect((await sectionView(actor, intakeId, 'identity', now)).shown).toContain('guardian_name')
  })

  async function save(
    actor: Parameters<typeof saveSection>[0],
    intakeId: string,
    id: string,
    posted: object,
  ) {
    const section = sectionById.get(id)
    if (!section) throw new Error(id)
    const { revision } = await sectionView(actor, intakeId, id.replace('sec_', ''), now)
    await saveSection(actor, { intakeId, section, posted: { ...posted }, revision, strict: false }, now)
  }
})

describe('putting two dates right', () => {
  it('is shown at the intake, and ends when staff say that the form is wrong', async () => {
    const { physioA, physioB, admin } = world.one
    const sent = await sentIntake(db, world.one, {
      answers: completeAnswers({ date_of_birth: '1993-06-15' }),
    })
    const of = { id: sent.patientId, fullName: 'Vera Exemplara', dateOfBirth: '1991-06-15' }
    const rest = { email: undefined, phone: undefined }
    expect((await triageIntake(physioA, sent.intakeId, now)).births).toEqual(['1991-06-15', '1993-06-15'])
    expect((await patientDetail(physioA, sent.patientId, now)).otherBirths).toEqual(['1993-06-15'])
    expect((await patientDetail(admin, sent.patientId, now)).otherBirths).toEqual([])
    const change = (notBornOn: string[], actor = physioB) =>
      changePatient(actor, { ...of, ...rest, version: 1, notBornOn })
    await expect(change(['1993-06-16'])).rejects.toBeInstanceOf(Invalid)
    await expect(change(['1993-06-15'], admin)).rejects.toBeInstanceOf(Invalid)
    const both = { ...of, ...rest, dateOfBirth: '1993-06-15', version: 1, notBornOn: ['1993-06-15'] }
    await expect(changePatient(physioB, both)).rejects.toThrow(Invalid)
    await change(['1993-06-15'])
    expect((await triageIntake(physioA, sent.intakeId, now)).births).toEqual(['1991-06-15'])
    expect((await patientDetail(physioA, sent.patientId, now)).otherBirths).toEqual([])
  })

  it('leaves a form complete that was signed by what was known then', async () => {
    const { physioA } = world.one
    const signed = { guardian_name: 'Gita Exemplara', consent_name: 'Gita Exemplara' }
    const answers = { ...completeAnswers(), ...signed }
    const { intakeId } = await sentIntake(db, world.one, { answers })
    expect((await triageIntake(physioA, intakeId, now)).complete).toBe(true)
  })
})
