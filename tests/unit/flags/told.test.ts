import { describe, expect, test } from 'vitest'
import { type ToldFlag, toldOf } from '#lib/flags/told/rules.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour))
const flag = (more: Partial<ToldFlag> = {}): ToldFlag => ({
  source: 'intake',
  urgency: 'urgent_referral',
  intakeId: 'i',
  sourceId: null,
  raisedAt: at(8),
  answerChangedAt: null,
  resolvedAt: null,
  supersededAt: null,
  shownTo: null,
  shownAt: null,
  ...more,
})
const draft = { sentAt: null, onBehalf: false }
const sent = { sentAt: at(9), onBehalf: false }

describe('what the patient was told', () => {
  test.each([
    ['emergency', draft, { how: 'read', at: at(8) }],
    ['same_day', draft, { how: 'read', at: at(8) }],
    ['urgent_referral', draft, { how: 'not_sent', at: null }],
    ['routine_referral', draft, { how: 'not_sent', at: null }],
    ['urgent_referral', sent, { how: 'read', at: at(9) }],
    ['routine_referral', sent, { how: 'read', at: at(9) }],
    ['monitor', sent, null],
  ] as const)('%s of a form: at once, or with its end', (urgency, entered, expected) => {
    for (const source of ['intake', 'review_form'] as const)
      expect(toldOf(flag({ urgency, source }), [], entered)).toEqual(expected)
  })

  test('a log tells the level urgent at once, and shows nothing of a level below', () => {
    const of = (urgency: ToldFlag['urgency']) =>
      toldOf(flag({ urgency, source: 'log', sourceId: 'l', intakeId: null }), [], draft)?.how
    expect([of('same_day'), of('urgent_referral'), of('routine_referral')]).toEqual([
      'read',
      'read',
      'not_shown',
    ])
  })

  test('of an examination she reads nothing: she is told in person', () => {
    for (const urgency of ['emergency', 'urgent_referral', 'routine_referral'] as const)
      expect(toldOf(flag({ urgency, source: 'assessment', intakeId: null }), [], draft)?.how).toBe(
        'in_person',
      )
  })

  test('what the clinic entered was on a screen of the clinic', () => {
    expect(toldOf(flag({ urgency: 'emergency' }), [], { ...sent, onBehalf: true })?.how).toBe('entered')
  })

  test('a refused save says all words at once', () => {
    expect(toldOf(flag({ answerChangedAt: at(8) }), [], draft)).toEqual({ how: 'read', at: at(8) })
    expect(toldOf(flag({ answerChangedAt: at(9) }), [], draft)?.how).toBe('not_sent')
  })

  test('who was at the keyboard of a refused save decides, and what her own page showed is kept', () => {
    const heard = { answerChangedAt: at(8) }
    expect(toldOf(flag({ ...heard, shownTo: 'clinic' }), [], draft)?.how).toBe('entered')
    expect(toldOf(flag({ ...heard, shownTo: 'patient' }), [], draft)?.how).toBe('read')
    const nobody = flag({ source: 'review_form', shownTo: 'nobody' })
    expect(toldOf(nobody, [], sent)?.how).toBe('not_shown')
    for (const shownTo of ['patient', 'clinic', 'nobody', null])
      expect(toldOf(flag({ shownTo, shownAt: at(11) }), [], draft)).toEqual({ how: 'read', at: at(11) })
    expect(toldOf(flag({ shownAt: at(11) }), [], sent)).toEqual({ how: 'read', at: at(9) })
    const graver = flag({ urgency: 'same_day' })
    expect(toldOf(flag({ shownAt: at(11) }), [graver], sent)).toEqual({ how: 'read', at: at(11) })
  })

  test('what a page of her form saved is read once a page had its words', () => {
    const alarming = (more: Partial<ToldFlag> = {}) => flag({ urgency: 'same_day', shownTo: 'page', ...more })
    for (const entered of [draft, sent])
      expect(toldOf(alarming(), [], entered)).toEqual({ how: 'not_shown', at: null })
    expect(toldOf(alarming({ answerChangedAt: at(8) }), [], draft)?.how).toBe('not_shown')
    expect(toldOf(alarming({ shownAt: at(9) }), [], draft)).toEqual({ how: 'read', at: at(9) })
    expect(toldOf(flag({ shownTo: 'page' }), [], sent)).toEqual({ how: 'read', at: at(9) })
    const graver = alarming({ urgency: 'emergency' })
    expect(toldOf(alarming(), [graver], draft)?.how).toBe('not_shown')
    const shown = { ...graver, shownAt: at(9) }
    expect(toldOf(alarming(), [shown], draft)?.how).toBe('graver')
    // Raised after that page: neither was on it.
    const second = alarming({ raisedAt: at(10) })
    expect(toldOf(second, [shown], draft)?.how).toBe('not_shown')
    expect(toldOf({ ...second, shownAt: at(11) }, [shown], draft)?.how).toBe('graver')
    const settled = { ...shown, resolvedAt: at(10) }
    expect(toldOf({ ...second, shownAt: at(11) }, [settled], draft)).toEqual({ how: 'read', at: at(11) })
  })

  test('beside a graver flag of the same answers only the message of that one was read', () => {
    const graver = flag({ urgency: 'same_day' })
    const how = (other: ToldFlag) => toldOf(flag(), [flag(), other], sent)?.how
    expect(how(graver)).toBe('graver')
    expect(how({ ...graver, intakeId: 'other' })).toBe('read')
    expect(how({ ...graver, supersededAt: at(8) })).toBe('read')
    expect(how({ ...graver, resolvedAt: new Date(+at(9) - 1) })).toBe('read')
    // Raised by an answer that came after the form was sent.
    expect(how({ ...graver, raisedAt: at(10) })).toBe('read')
    expect(toldOf(graver, [flag(), graver], sent)?.how).toBe('read')
  })

  test('a flag that another one covers says nothing of its own', () => {
    expect(toldOf(flag({ supersededAt: at(8) }), [], sent)).toBeNull()
  })
})
