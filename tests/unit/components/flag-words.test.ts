import { expect, test } from 'vitest'
import { effectsOf } from '#components/flags/words.ts'

type Of = Parameters<typeof effectsOf>[0]
const told = (how: NonNullable<Of['told']>['how'], more: Partial<Of> = {}) =>
  effectsOf({
    urgency: 'urgent_referral',
    block: 'none',
    state: 'unresolved',
    answered: false,
    told: { how, atText: how === 'read' ? 'Mon 23 Nov 10:12' : null },
    ...more,
  }).join()

test('says that the patient was told only where she was, and when', () => {
  expect(told('read')).toBe('The patient was told not to run or jump until checked (Mon 23 Nov 10:12)')
  for (const how of ['not_sent', 'not_shown', 'entered', 'in_person', 'graver'] as const)
    expect(told(how)).not.toContain('was told')
})

test('says who still has to tell her, until the flag is answered', () => {
  expect(told('not_sent')).toMatch(/has not been told yet, as the form was not sent. Call: do not run/)
  expect(told('in_person')).toBe('Tell the patient in person: do not run or jump until checked')
  expect(told('entered')).toMatch(/^Entered by the clinic. Tell the patient/)
  for (const how of ['not_sent', 'entered', 'in_person'] as const)
    expect(told(how, { answered: true })).not.toMatch(/Call|[Tt]ell the patient/)
})

test('a level without a message has only its block', () => {
  expect(
    effectsOf({ urgency: 'monitor', block: 'impact', state: 'unresolved', told: null, answered: false }),
  ).toEqual(['Running and jumping are blocked until this is ruled out or the block is lifted'])
})
