import { expect, test } from 'vitest'
import { kindOf, mostOf, typesOfKind } from '#lib/audit/kinds/rules.ts'
import { auditWords } from '#lib/audit/rules.ts'
import { seenText } from '#lib/patients/record/rules.ts'

test('every kind of event has its place', () => {
  const placed = (['around', 'rule', 'read', 'wrote'] as const).flatMap(typesOfKind)
  expect(placed.sort()).toEqual(Object.keys(auditWords).sort())
})

test.each([
  [['care_team.changed'], 'Saw your name and contact details'],
  [['intake_link.sent', 'intake.created', 'intake_link.revoked'], 'Saw your name and contact details'],
  [['account.invited', 'patient.changed', 'record.request_done'], 'Saw your name and contact details'],
  [['case.read', 'alert.opened', 'flag.raised'], 'Read your record'],
  [['patient.read', 'alert.raised'], 'Saw your name and contact details'],
  [['case.read', 'note.signed'], 'Read your record and wrote in it'],
  [['case.changed'], 'Read your record and wrote in it'],
  [['case.read', 'record.exported'], 'Made a file of your record'],
  [['account.reset_sent'], 'Sent you a link to a new password'],
  [
    ['account.reset_shown', 'patient.read', 'case.read'],
    'Made a link to a new password for you, to be used in the clinic. Read your record',
  ],
])('a patient reads of %s: %s', (types, words) => {
  expect(seenText(types, false)).toBe(words)
})

test('what a newer version wrote is taken for the gravest', () => {
  expect(kindOf('something.new')).toBe('wrote')
  expect(mostOf(['suggestion.made'])).toBe('rule')
})
