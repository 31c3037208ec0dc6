import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flagTable } from '#lib/content/flags/table.ts'
import { questions } from '#lib/content/intake/questionnaire.ts'
import { underAgeMessage } from '#lib/content/intake/texts.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { evaluateFlags, notAssessed } from '#lib/flags/evaluation/rules.ts'
import type { StoredFlag } from '#lib/flags/history/rules.ts'
import { blockLevel, mergeFlags, unresolvedLevel } from '#lib/flags/history/rules.ts'
import { fillNumbers, flagOf, numberToCall, patientMessages, pausedLines } from '#lib/flags/messages/rules.ts'
import { safetyScreen } from '#lib/flags/screen/rules.ts'
import { defaultHours, flagTarget, sortByUrgency, waitsForVisit } from '#lib/flags/targets/rules.ts'
import { intakeValues } from '#lib/intake/answers/rules.ts'
import type { Answers, AnswerValue } from '#lib/intake/answers/schema.ts'
import { isNoInformation } from '#lib/rules/registry.ts'
import { patient, today, unanswered, valuesOf, withValues } from '#tests/unit/flags/patients.ts'

const numbers = { emergencyNumber: '112', clinicPhone: '01 23', outOfHoursPhone: '116' }
const deformed = evaluateFlags(valuesOf({ rf_deformity: 'yes' }), 'intake', defaultLimits)
const row = (changes: Partial<StoredFlag> = {}): StoredFlag => ({
  id: 'row',
  flagId: 'flag_dislocation_deformity',
  state: 'unresolved',
  occasion: 'form',
  fired: { rf_deformity: 'yes' },
  answerChanged: false,
  calledBack: false,
  saidAgainIn: null,
  ...changes,
})
const raisedBy = (stored: readonly StoredFlag[], occasion = 'form', results = deformed) =>
  mergeFlags(stored, results, { occasion }).raise.map((result) => result.id)

describe('flags over time', () => {
  test('are raised once', () => {
    expect(raisedBy([])).toEqual(['flag_dislocation_deformity'])
    expect(raisedBy([row()])).toEqual([])
    expect(raisedBy([row()], 'next form')).toEqual([])
  })

  test('a resolved flag comes back with new answers, not with the same stored ones', () => {
    const resolved = row({ state: 'resolved' })
    expect(raisedBy([resolved])).toEqual([])
    expect(raisedBy([resolved], 'next form')).toEqual(['flag_dislocation_deformity'])
    expect(raisedBy([row({ state: 'resolved', answerChanged: true })])).toEqual([
      'flag_dislocation_deformity',
    ])
  })

  test('nor with history that was confirmed, alone', () => {
    const merge = (changes: Answers, confirmed: string[], stored: Partial<StoredFlag> = {}) => {
      const results = evaluateFlags(valuesOf(changes), 'intake', defaultLimits)
      const settled = {
        flagId: 'flag_post_surgery',
        state: 'resolved',
        fired: { rf_knee_implant: 'yes' },
      } as const
      const answered = new Set(['rf_knee_implant', 'rf_joint_procedure_6w'])
      return mergeFlags([row({ ...settled, ...stored })], results, {
        occasion: 'next form',
        answered,
        confirmed: new Set(confirmed),
      }).raise.map(({ id }) => id)
    }
    const implant = { rf_knee_implant: 'yes' }
    const known = ['rf_knee_implant']
    expect(merge(implant, known)).toEqual([])
    expect(merge(implant, [])).toEqual(['flag_post_surgery'])
    expect(merge(implant, known, { answerChanged: true })).toEqual(['flag_post_surgery'])
    const both = { ...implant, rf_joint_procedure_6w: 'yes' }
    expect(merge(both, known, { fired: both })).toEqual(['flag_post_surgery'])
  })

  test('an answered one that is called back about is raised anew by another occasion, once, and not by a corrected entry', () => {
    const answered = row({ calledBack: true })
    expect(raisedBy([answered])).toEqual([])
    expect(raisedBy([answered], 'next form')).toEqual(['flag_dislocation_deformity'])
    expect(raisedBy([answered, row({ id: 'new', occasion: 'next form' })], 'next form')).toEqual([])
    const corrects = { occasion: 'correction', repeats: new Set(['correction', 'form']) }
    for (const before of [answered, row({ state: 'resolved' })]) {
      expect(mergeFlags([before], deformed, corrects).raise).toEqual([])
      expect(mergeFlags([before], deformed, { ...corrects, repeats: new Set() }).raise).toHaveLength(1)
    }
  })

  test('one that stands is said again by another occasion, once, and not by its own or a corrected entry', () => {
    const again = (stored: StoredFlag, occasion: string, repeats: string[] = []) =>
      mergeFlags([stored], deformed, { occasion, repeats: new Set(repeats) }).sayAgain
    expect(again(row(), 'next form')).toEqual(['row'])
    expect(again(row(), 'form')).toEqual([])
    expect(again(row(), 'correction', ['correction', 'form'])).toEqual([])
    expect(again(row({ saidAgainIn: 'next form' }), 'next form')).toEqual([])
    expect(again(row({ saidAgainIn: 'next form' }), 'third form')).toEqual(['row'])
    expect(again(row({ state: 'resolved' }), 'next form')).toEqual([])
  })

  test('a log does not raise anew what only older answers fire', () => {
    const values = withValues(valuesOf({ rf_knee_implant: 'yes' }), { log_safety: ['new_injury'] })
    const merge = (answered: string[]) =>
      mergeFlags(
        [row({ flagId: 'flag_post_surgery', state: 'resolved' })],
        evaluateFlags(values, 'log', defaultLimits),
        {
          occasion: 'log',
          answered: new Set(answered),
        },
      ).raise.map((result) => result.id)
    expect(merge(['log_safety'])).not.toContain('flag_post_surgery')
    expect(merge(['rf_knee_implant'])).toContain('flag_post_surgery')
  })

  test('what only older answers fire covers nothing that a new answer fires', () => {
    const before = valuesOf({ rf_hot_red_swollen: 'yes', rf_fever_unwell: 'yes', rf_cauda: ['saddle_numb'] })
    const log = { log_safety: ['new_injury', 'hot_red_swollen', 'foot_drop'], rf_trauma: 'yes' }
    const settled = ['flag_septic_joint', 'flag_cauda_equina'].map((flagId) =>
      row({ id: flagId, flagId, state: 'resolved' }),
    )
    const answered = new Set(Object.keys(log))
    const results = evaluateFlags(withValues(before, log), 'log', defaultLimits, answered)
    const raise = mergeFlags(settled, results, { occasion: 'log', answered }).raise.map(({ id }) => id)
    expect(raise).toEqual(expect.arrayContaining(['flag_hot_joint', 'flag_neuro_acute']))
    expect(raise).not.toContain('flag_cauda_equina')
  })

  test('a flag of the same form that is covered now is superseded, one of an earlier form stays', () => {
    const septic = evaluateFlags(
      valuesOf({ rf_hot_red_swollen: 'yes', rf_fever_unwell: 'yes' }),
      'intake',
      defaultLimits,
    )
    const hot = row({ flagId: 'flag_hot_joint', fired: { rf_hot_red_swollen: 'yes' } })
    expect(mergeFlags([hot], septic, { occasion: 'form' }).supersede).toEqual([
      { id: 'row', by: ['flag_septic_joint'] },
    ])
    expect(mergeFlags([hot], septic, { occasion: 'next form' })).toMatchObject({ supersede: [] })
  })

  test('an entry that is put right in another word records nothing of what was settled or covered with it', () => {
    const answers = { rf_hot_red_swollen: 'yes', rf_fever_unwell: 'yes' } as const
    const septic = evaluateFlags(valuesOf(answers), 'intake', defaultLimits)
    const fired = septic.find(({ id }) => id === 'flag_septic_joint')?.fired ?? []
    const stored = [
      row({
        id: 'septic',
        flagId: 'flag_septic_joint',
        state: 'resolved',
        fired: Object.fromEntries(fired.map(({ id, value }) => [id, value])),
      }),
      row({ id: 'hot', flagId: 'flag_hot_joint', state: 'superseded' }),
    ]
    const changes = mergeFlags(stored, septic, {
      occasion: 'correction',
      repeats: new Set(['correction', 'form']),
    })
    expect(changes).toMatchObject({ raise: [], recordSuperseded: [] })
    expect(mergeFlags(stored, septic, { occasion: 'next' }).recordSuperseded.map(({ id }) => id)).toContain(
      'flag_hot_joint',
    )
  })

  test('a birthday raises nothing that was resolved', () => {
    const resolved = row({ state: 'resolved', fired: { rf_deformity: 'yes', age_years: 15 } })
    expect(raisedBy([resolved])).toEqual([])
  })

  test('a superseded flag is raised when nothing covers it any more', () => {
    const hot = evaluateFlags(valuesOf({ rf_hot_red_swollen: 'yes' }), 'intake', defaultLimits)
    const stored = [
      row({ id: 'hot', flagId: 'flag_hot_joint', state: 'superseded' }),
      row({ id: 'septic', flagId: 'flag_septic_joint' }),
    ]
    const changes = mergeFlags(stored, hot, { occasion: 'form' })
    expect(changes.raise.map((result) => result.id)).toEqual(['flag_hot_joint'])
    expect(changes.markChanged).toEqual(['septic'])
  })

  test('a changed answer that fires again clears the mark', () => {
    expect(mergeFlags([row({ answerChanged: true })], deformed, { occasion: 'form' }).clearChanged).toEqual([
      'row',
    ])
  })

  test('levels count the unresolved flags only', () => {
    const flags = [
      row({ state: 'resolved' }),
      row({ flagId: 'flag_pregnancy' }),
      row({ flagId: 'flag_hot_joint', state: 'superseded' }),
    ]
    expect(unresolvedLevel(flags)).toBe('monitor')
    expect(blockLevel(flags)).toBe('impact')
    expect(blockLevel(flags, { safetyScreenIncomplete: true })).toBe('programme')
    expect(unresolvedLevel([])).toBe('none')
    expect(blockLevel([])).toBe('none')
  })
})

describe('messages', () => {
  test('the most urgent message, all lines once, the numbers filled in', () => {
    const messages = patientMessages(['flag_low_mood', 'flag_dvt', 'flag_bsi_knee', 'flag_bsi_hip'], numbers)
    expect(messages).toMatchObject({ level: 'same_day', guardian: null, atOnce: true })
    expect(messages.message).toContain('call 116')
    expect(messages.lines).toHaveLength(3)
    expect(JSON.stringify(messages)).not.toMatch(/[{][a-z_]+[}]/)
  })

  test('no sentence has a hole while the clinic has not entered its numbers', () => {
    const none = { emergencyNumber: '', clinicPhone: ' ', outOfHoursPhone: '' }
    const messages = flagTable.map(({ id }) => patientMessages([id], none))
    const texts = messages.flatMap(({ message, lines }) => [message ?? '', ...lines])
    for (const text of [...texts, ...pausedLines(none, ''), fillNumbers(underAgeMessage, none)])
      expect(text).not.toMatch(/[{}]|\s{2}| [.,;]|\b(call|phone|at|or) ([.,;]|or |to )/)
    expect(texts).toContainEqual(expect.stringContaining('call the emergency number or go to'))
    expect(pausedLines(none, '').join(' ')).toContain('call the out-of-hours doctor')
  })

  test('a line is shown even when its level has no message', () => {
    const messages = patientMessages(['flag_low_mood'], numbers)
    expect(messages).toMatchObject({ level: 'monitor', message: null, atOnce: false })
    expect(messages.lines[0]).toContain('call 112')
  })

  test('a paused plan names the number that its button calls', () => {
    const read = (isOpen: boolean) => {
      const call = numberToCall(null, numbers, isOpen)
      return { call, text: pausedLines(numbers, call).join(' ') }
    }
    for (const { call, text } of [read(true), read(false)]) expect(text).toContain(call)
    expect(read(true).text).not.toContain('closed')
    // The message of an emergency names its own number.
    expect(pausedLines(numbers, numberToCall('emergency', numbers, false))).toEqual(
      pausedLines(numbers, '01 23'),
    )
  })

  test('a minor is asked to tell a parent, at the two most urgent levels', () => {
    expect(patientMessages(['flag_dvt', 'flag_minor'], numbers).guardian).toBe(
      'Please tell your parent or guardian now.',
    )
    expect(patientMessages(['flag_malignancy'], numbers, { minor: true }).guardian).toBeNull()
    // The flag stands until it is settled, beyond the 18th birthday.
    expect(patientMessages(['flag_dvt', 'flag_minor'], numbers, { minor: false }).guardian).toBeNull()
  })

  test('in a log an urgent level is shown at once', () => {
    expect(patientMessages(['flag_bsi_hip'], numbers).atOnce).toBe(false)
    expect(patientMessages(['flag_bsi_hip'], numbers, { log: true }).atOnce).toBe(true)
    expect(patientMessages([], numbers)).toMatchObject({ level: null, message: null, lines: [] })
  })

  test('what an examination found is said without answers, a form or a call; one answer of that level is enough', () => {
    const found = (...ids: string[]) => new Set(ids)
    const words = (of: ReadonlySet<string>) =>
      patientMessages(['flag_dvt', 'flag_hot_joint', 'flag_reds'], numbers, { found: of }).message
    expect(words(found('flag_dvt', 'flag_hot_joint'))).toMatch(/^What was found when you were examined/)
    expect(words(found('flag_dvt', 'flag_hot_joint'))).not.toMatch(/answer|form|try to call|[{]/)
    expect(words(found('flag_dvt'))).toMatch(/^Some of your answers/)
    expect(words(found('flag_reds'))).toMatch(/^Some of your answers/)
  })

  test('every flag of the table can be looked up, and no other', () => {
    expect(flagTable.map((flag) => flagOf(flag.id).id)).toHaveLength(50)
    expect(() => flagOf('constructor')).toThrow('Unknown flag')
  })
})

describe('targets', () => {
  const calendar = { zone: 'Europe/Berlin', hours: defaultHours, closedDays: ['2026-11-24'] }
  // 2026-11-23 is a Monday; Berlin is one hour ahead of UTC.
  const due = (flagId: string, at: string, time: Parameters<typeof flagTarget>[1] = null) =>
    flagTarget(flagId, time, new Date(at), calendar)

  test.each([
    ['2026-11-23T09:00:00Z', '2026-11-23T11:00:00.000Z'],
    ['2026-11-23T05:00:00Z', '2026-11-23T07:00:00.000Z'],
    ['2026-11-23T17:30:00Z', '2026-11-25T07:00:00.000Z'],
    ['2026-11-28T12:00:00Z', '2026-11-30T07:00:00.000Z'],
  ])('same day, answered at %s: by %s', (at, by) => {
    expect(due('flag_dvt', at).respondBy?.toISOString()).toBe(by)
    expect(due('flag_dvt', at).callBack).toBe(true)
  })

  test('urgent: the next working day, and an appointment in the days of the table', () => {
    expect(due('flag_bsi_knee', '2026-11-23T09:00:00Z')).toEqual({
      respondBy: new Date('2026-11-25T17:00:00Z'),
      appointmentBy: '2026-12-07',
      callBack: false,
    })
  })

  test('a target of 3 days or less is called back like same day', () => {
    expect(due('flag_locked_knee', '2026-11-23T09:00:00Z')).toMatchObject({
      callBack: true,
      appointmentBy: '2026-11-27',
    })
    expect(due('flag_malignancy', '2026-11-23T09:00:00Z', { days: 2 })).toMatchObject({
      callBack: true,
      appointmentBy: '2026-11-25',
    })
  })

  test('the rest waits for the visit, a flag to keep in view for nothing', () => {
    expect(due('flag_reds', '2026-11-23T09:00:00Z').respondBy).toBeNull()
    expect(waitsForVisit(flagOf('flag_reds'))).toBe(true)
    expect(waitsForVisit(flagOf('flag_post_surgery'))).toBe(true)
    expect(waitsForVisit(flagOf('flag_low_mood'))).toBe(false)
    expect(waitsForVisit(flagOf('flag_dvt'))).toBe(false)
  })

  test('sorted by urgency, then by the appointment, then by the answer', () => {
    const row = (flagId: string, dueAt: number | null, day: number | null = null) => ({
      flagId,
      urgency: flagOf(flagId).urgency,
      dueAt: dueAt === null ? null : new Date(dueAt),
      appointmentBy: day === null ? null : new Date(day),
    })
    const rows = [
      row('flag_reds', null),
      row('flag_bsi_knee', 3, 14),
      row('flag_malignancy', 8, 2),
      row('flag_dvt', 2),
      row('flag_hot_joint', 1),
      row('flag_chest_breath', 9),
    ]
    expect(sortByUrgency(rows).map((one) => one.flagId)).toEqual([
      'flag_chest_breath',
      'flag_hot_joint',
      'flag_dvt',
      'flag_malignancy',
      'flag_bsi_knee',
      'flag_reds',
    ])
  })
})

describe('the safety screen', () => {
  test('is current for 14 days', () => {
    expect(safetyScreen(patient(), '2026-11-09', today, defaultLimits)).toEqual({
      complete: true,
      missing: [],
      ageDays: 14,
      lastsDays: 14,
      current: true,
    })
    expect(safetyScreen(patient(), '2026-11-08', today, defaultLimits)).toMatchObject({
      ageDays: 15,
      current: false,
    })
  })

  test('names the questions without an answer, those that an answer opened included', () => {
    const screen = safetyScreen(
      patient({ rf_trauma: 'yes', rf_pop: null, rf_lump: null }),
      today,
      today,
      defaultLimits,
    )
    expect(screen).toEqual({
      complete: false,
      missing: ['rf_pop', 'rf_lump'],
      ageDays: null,
      lastsDays: 14,
      current: false,
    })
  })

  test('a draft is never current', () => {
    expect(safetyScreen(patient(), null, today, defaultLimits).current).toBe(false)
  })
})

describe('a complete form', () => {
  const arbitraryAnswer = (id: string): fc.Arbitrary<AnswerValue> => {
    const question = questions.find((one) => one.id === id)
    const options = (question?.options ?? [])
      .map((option) => option.id)
      .filter((option) => !isNoInformation(option))
    if (question?.type === 'bodychart') return fc.constant(['zone_shin:left', 'zone_anterior_diffuse:right'])
    if (id === 'pain_zone_main') return fc.constant('zone_shin:left')
    if (question?.type === 'multi') return fc.subarray(options, { minLength: 1 })
    if (options.length > 0) return fc.constantFrom(...options)
    if (question?.type === 'date') return fc.integer({ min: 16, max: 90 }).map((age) => `${2026 - age}-03-01`)
    if (question?.type === 'text' || question?.type === 'long_text') return fc.constant('words')
    const { min = 0, max = 10 } = question?.limits ?? {}
    return fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
  }
  const full = fc.record(Object.fromEntries(questions.map(({ id }) => [id, arbitraryAnswer(id)])))

  test('gives true or false for every trigger of an intake', () => {
    fc.assert(
      fc.property(full, (answers) => {
        expect(unanswered(answers)).toEqual([])
        const results = evaluateFlags(
          intakeValues(answers, { limits: defaultLimits, today }),
          'intake',
          defaultLimits,
        )
        expect(notAssessed(results).map((result) => result.id)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
