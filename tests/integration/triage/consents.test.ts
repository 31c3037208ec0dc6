import { afterAll, describe, expect, test } from 'vitest'
import { caseOverview } from '#lib/cases/overview/queries.ts'
import { acceptIntake } from '#lib/intake/triage/commands.ts'
import { triageIntake, triageList } from '#lib/intake/triage/queries.ts'
import { testDatabase } from '#tests/support/database.ts'
import { createWorld, ownerClient } from '#tests/support/world.ts'
import { completeAnswers, sentIntake } from './setting.ts'

const { ownerUrl } = await testDatabase()
const { one } = await createWorld(ownerUrl)
const db = ownerClient(ownerUrl)
afterAll(() => db.$disconnect())

describe.each([
  ['no', true],
  ['yes', false],
])('%s to being examined', (consent_assessment, isTask) => {
  test('is a call to make at triage and, until there is an examination, in the case', async () => {
    const now = new Date()
    const answers = completeAnswers({ consent_assessment, consent_share_doctor: 'no' })
    const { intakeId } = await sentIntake(db, one, { answers })
    const { rows } = await triageList(one.physioA, now)
    expect(rows.find(({ id }) => id === intakeId)?.callFirst).toBe(isTask)
    expect((await triageIntake(one.physioA, intakeId, now)).consents.examination).toBe(consent_assessment)
    const { caseId } = await acceptIntake(one.physioA, {
      intakeId,
      leadId: one.physioA.accountId,
      complaint: 'pain',
      side: 'right',
      nextReviewOn: null,
    })
    const call = async () => {
      const { due, frame } = await caseOverview(one.physioA, caseId, now)
      expect(frame.consents).toMatchObject({ examination: consent_assessment, doctor: 'no', research: 'no' })
      return due.some(({ text }) => text.startsWith('Call before the visit'))
    }
    expect(await call()).toBe(isTask)
  })
})
