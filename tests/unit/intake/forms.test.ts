import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Section } from '#lib/content/intake/questionnaire.ts'
import { sectionById } from '#lib/content/intake/questionnaire.ts'
import { crossCheckTexts } from '#lib/content/intake/texts.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { cleanAnswers, intakeValues, visibleIds } from '#lib/intake/answers/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { completeness, crossChecks, submission } from '#lib/intake/completeness/rules.ts'
import { postedOf, readForm } from '#lib/intake/forms/posted/rules.ts'
import { checkSection, saveDraft } from '#lib/intake/forms/rules.ts'
import { intakeRecord } from '#lib/intake/record/rules.ts'
import { sectionsOf } from '#lib/intake/review-form/schema.ts'
import { visitSections } from '#lib/intake/visit-form/schema.ts'
import { guardianSigned } from '#lib/programs/publishing/rules.ts'
import { bornFor, patient, today } from '#tests/unit/flags/patients.ts'

function section(name: string): Section {
  const found = sectionById.get(`sec_${name}`)
  if (!found) throw new Error(`No section ${name}`)
  return found
}

function form(entries: Record<string, string | string[]>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) {
    for (const one of [value].flat()) data.append(name, one)
  }
  return data
}

const context = { today }
const post = (name: string, entries: Record<string, string | string[]>, stored: Answers = {}) =>
  saveDraft(section(name), readForm(section(name), form(entries)), stored, context)
const errorsOf = (name: string, posted: Record<string, unknown>, stored: Answers = patient(), more = {}) =>
  checkSection(section(name), posted, stored, { ...context, ...more }).errors

/** A patient whose signature, sides and sums are right. */
const complete = (changes: Answers = {}): Answers =>
  patient({
    email: 'nils@example.org',
    phone: '+49 30 1234567',
    emergency_contact_phone: '030 123456',
    guardian_phone: '030 123456',
    consent_data: 'yes',
    consent_not_emergency: 'yes',
    consent_assessment: 'yes',
    surface_road_pct: 100,
    ...changes,
  })

describe('reading a form', () => {
  test.each([
    ['1,000', 1000],
    ['1.000', 1000],
    ['1 200', 1200],
    ['1\u202f200', 1200],
    ["1'200", 1200],
    ['８００', 800],
    [' 650 ', 650],
  ])('the distance of shoes, %s, is what was meant', (shoe_km, km) => {
    expect(post('shoes', { shoe_km })).toMatchObject({ answers: { shoe_km: km }, errors: {} })
  })

  test('thousands of miles are thousands', () => {
    const { shoe_km } = postedOf(section('shoes'), { shoe_km: '1,000', shoe_km__unit: 'mi' })
    expect(post('shoes', { shoe_km: String(shoe_km) }).answers.shoe_km).toBe(1609)
  })

  test.each(['1,200', '1.200', '12,500'])('%s km a week are not guessed at', (km_week_now) => {
    for (const km_week_now__unit of ['km', 'mi']) {
      const { answers, errors } = post('running', { km_week_now, km_week_now__unit })
      expect(answers.km_week_now).toBeNull()
      expect(errors.km_week_now).toMatch(/^Please write 12\d* or 1.*not clear which/)
    }
  })

  test.each([
    ['1,25', 1.25],
    ['0,500', 0.5],
    ['７，５', 7.5],
  ])('%s km a week is a decimal', (km_week_now, km) => {
    expect(post('running', { km_week_now }).answers.km_week_now).toBe(km)
  })

  test('numbers, miles, pounds, lists and dates as people enter them', () => {
    expect(post('running', { km_week_now: '10', km_week_now__unit: 'mi' }).answers.km_week_now).toBe(16.09)
    expect(post('running', { km_week_now: '7,5' }).answers.km_week_now).toBe(7.5)
    expect(post('identity', { weight_kg: '150', weight_kg__unit: 'lb' }).answers.weight_kg).toBe(68.04)
    expect(post('shoes', { shoe_km: '', shoe_km__unknown: 'on' }).answers.shoe_km).toBe('unknown')
    expect(post('shoes', { shoe_km: '400' }).answers.shoe_km).toBe(400)
    expect(post('safety', { rf_cauda: ['saddle_numb', 'both_legs_weak'] }).answers.rf_cauda).toEqual([
      'saddle_numb',
      'both_legs_weak',
    ])
    const parts = { date_of_birth__day: '7', date_of_birth__month: '3', date_of_birth__year: '1995' }
    expect(post('identity', parts).answers.date_of_birth).toBe('1995-03-07')
  })

  test('an unticked group clears the answer only when it was on the screen', () => {
    const stored = { rf_cauda: ['saddle_numb'], rf_lump: 'yes' }
    expect(post('safety', { __asked: 'rf_cauda' }, stored).answers).toEqual({
      rf_cauda: null,
      rf_lump: 'yes',
    })
    expect(post('safety', {}, stored).answers).toEqual(stored)
  })

  test('stores the default as soon as the section is saved, and keeps another answer', () => {
    expect(post('running', {}).answers.load_recall_unknown).toBe('no')
    expect(post('running', {}, { load_recall_unknown: 'yes' }).answers.load_recall_unknown).toBe('yes')
    expect(
      post('running', { __asked: 'load_recall_unknown' }, { load_recall_unknown: 'yes' }).answers,
    ).toEqual({
      load_recall_unknown: 'no',
    })
  })

  test('refuses a form of a size that nobody sends', () => {
    expect(() => readForm(section('problem'), form({ main_problem: 'x'.repeat(10_001) }))).toThrow(RangeError)
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${i}`, 'x']))
    expect(() => readForm(section('problem'), form(many))).toThrow(RangeError)
  })
})

describe('saving a draft', () => {
  test('keeps what is valid and names the rest', () => {
    const result = post('intensity', { nprs_now: '4', nprs_worst_7d: '11', settle_time: 'soon' })
    expect(result.answers).toMatchObject({ nprs_now: 4, nprs_worst_7d: null, settle_time: null })
    expect(Object.keys(result.errors)).toEqual(['nprs_worst_7d', 'settle_time'])
    expect(result.errors.nprs_worst_7d).toBe('Please enter a number from 0 to 10.')
  })

  test('of "none" together with an alarming answer it keeps the alarming one', () => {
    expect(post('safety', { rf_cauda: ['none', 'bladder_bowel'] }).answers.rf_cauda).toEqual([
      'bladder_bowel',
    ])
    expect(errorsOf('safety', { rf_cauda: ['none', 'bladder_bowel'] }).rf_cauda).toContain('either')
  })

  test('under 16 the form stops', () => {
    expect(post('identity', { date_of_birth: bornFor(15) }).underAge).toBe(true)
    expect(post('identity', { date_of_birth: bornFor(16) }).underAge).toBe(false)
  })

  test('ignores unknown keys, and keys of the prototype', () => {
    const posted = JSON.parse(
      '{"__proto__": {"nprs_now": 3}, "constructor": "x", "hacked": 1, "nprs_worst_7d": 5}',
    )
    const { answers } = saveDraft(section('intensity'), posted, {}, context)
    expect(answers).toEqual({ nprs_worst_7d: 5 })
    expect(Object.hasOwn({}, 'hacked')).toBe(false)
    expect(cleanAnswers(posted)).toEqual({ nprs_worst_7d: 5 })
    expect(cleanAnswers([1])).toEqual({})
    expect(cleanAnswers('x')).toEqual({})
  })

  test('survives anything, stores nothing invalid, and storing it again changes nothing', () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true })
    const ids = section('safety').questions.map((question) => question.id)
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids, '__proto__', 'x'), anything), (posted) => {
        const { answers } = saveDraft(section('safety'), posted, {}, context)
        expect(cleanAnswers(JSON.parse(JSON.stringify(answers)))).toEqual(answers)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a section before it is left', () => {
  test('every required question that is shown needs an answer', () => {
    const errors = errorsOf(
      'safety',
      {},
      patient({ rf_trauma: 'yes', rf_pop: null, rf_lump: null, rf_dvt_risk: null }),
    )
    expect(errors).toEqual({ rf_pop: 'Please choose an answer.', rf_lump: 'Please choose an answer.' })
  })

  test('consent has to be given, except where a no is an answer', () => {
    const stored = complete()
    expect(errorsOf('consent', { consent_data: 'no' }, stored).consent_data).toContain('agree')
    expect(errorsOf('consent', { consent_assessment: 'no' }, stored)).toEqual({})
  })

  test('the signature is the full name, whatever its case and spaces', () => {
    const stored = complete({ full_name: 'Nils  Mønster' })
    expect(errorsOf('consent', { consent_name: 'nils mønster ' }, stored)).toEqual({})
    expect(errorsOf('consent', { consent_name: 'Nils' }, stored).consent_name).toContain('your full name')
  })

  test.each([
    ['Siobhán O’Brien-Núñez', "siobhan o'brien nunez."],
    ['Dr. Łukasz Großmann', 'Dr Lukasz Grossmann'],
    ['Anne‑Marie D´Aoust', 'anne-marie d`aoust'],
    ['김 민수', '김민수'],
  ])('the signature of %s is what her keyboard makes of it', (full_name, consent_name) => {
    expect(errorsOf('consent', { consent_name }, complete({ full_name }))).toEqual({})
    const byGuardian = complete({ guardian_name: full_name, consent_name, date_of_birth: bornFor(17) })
    expect(errorsOf('consent', {}, byGuardian)).toEqual({})
    expect(guardianSigned(byGuardian, new Date())).toBe(true)
  })

  test.each([
    ['Siobhán O’Brien', 'Siobhán Brien'],
    ['Jan Ek', 'Jana Ek'],
    ['…', '–'],
  ])('the signature of %s is not another name', (full_name, consent_name) => {
    expect(guardianSigned({ guardian_name: full_name, consent_name }, new Date())).toBe(false)
    const { consent_name: said } = errorsOf('consent', { consent_name }, complete({ full_name }))
    expect(said).toContain('your full name')
  })

  test('who has not said a name yet is sent to the section that asks for it', () => {
    const stored = complete({ full_name: null })
    expect(errorsOf('consent', { consent_name: 'Nils' }, stored).consent_name).toContain(
      'first section first',
    )
  })

  test('below the age of consent a parent or guardian signs', () => {
    const stored = complete({ full_name: 'Vera', guardian_name: 'Gita', date_of_birth: bornFor(17) })
    expect(errorsOf('consent', { consent_name: 'Gita' }, stored)).toEqual({})
    expect(errorsOf('consent', { consent_name: 'Vera' }, stored).consent_name).toContain('parent or guardian')
    expect(errorsOf('consent', { consent_name: 'Vera' }, stored, { consentAge: 16 })).toEqual({})
  })

  test.each<[string, Record<string, unknown>, string, string]>([
    ['identity', { date_of_birth: bornFor(15) }, 'date_of_birth', '16 and over'],
    ['identity', { date_of_birth: '2030-01-01' }, 'date_of_birth', 'future'],
    ['identity', { date_of_birth: '1901-01-01' }, 'date_of_birth', 'year of your birth'],
    ['identity', { date_of_birth: '2001-02-30' }, 'date_of_birth', 'exists'],
    ['identity', { preferred_contact: 'by_email', email: '' }, 'email', 'email address'],
    ['identity', { email: 'nobody' }, 'email', 'email address'],
    ['identity', { phone: '12345' }, 'phone', '6 to 20 digits'],
    ['identity', { full_name: 'x'.repeat(121) }, 'full_name', 'at most 120'],
    ['identity', { full_name: 'a\u0000b' }, 'full_name', 'plain letters'],
    ['safety', { rf_trauma: 'yes', rf_trauma_days: '43' }, 'rf_trauma_days', 'from 0 to 42'],
    ['safety', { rf_trauma: 'yes', rf_trauma_days: '1.5' }, 'rf_trauma_days', 'whole number'],
    [
      'running',
      { runs_week_now: '3', hard_week_now: '4' },
      'hard_week_now',
      'more than the number of runs (3)',
    ],
    ['running', { event_upcoming: 'yes', event_date: '2026-11-22' }, 'event_date', 'from today'],
    ['running', { event_upcoming: 'yes', event_date: '2029-11-24' }, 'event_date', 'next 3 years'],
    ['surface', { surface_grass_pct: '1' }, 'surface_grass_pct', 'add up to 101'],
    ['recovery', { sleep_hours: '7.3' }, 'sleep_hours', 'steps of 0.5'],
    ['location', { pain_zones: ['zone_shin:left'] }, 'pain_zones', 'right knee'],
    ['location', { pain_zones: [] }, 'pain_zones', 'at least one'],
    ['location', { pain_zone_main: 'zone_shin:right' }, 'pain_zone_main', 'you marked'],
    ['location', { pain_zone_main: 'zone_shin:middle' }, 'pain_zone_main', 'choose'],
  ])('%s: %j', (name, posted, id, words) => {
    expect(errorsOf(name, posted, complete())[id]).toContain(words)
  })

  test('both knees need a place on each side', () => {
    const stored = complete({ affected_side: 'both' })
    expect(errorsOf('location', { pain_zones: ['zone_shin:right'] }, stored).pain_zones).toContain(
      'each side',
    )
    const places = ['zone_shin:right', 'zone_calf:left', 'zone_low_back:middle', 'zone_peripatellar:right']
    expect(errorsOf('location', { pain_zones: places }, stored)).toEqual({})
  })
})

describe('the whole form', () => {
  test('can be sent when everything shown is in order', () => {
    const progress = completeness(complete(), context)
    expect(progress.sections.filter((one) => !one.complete)).toEqual([])
    expect(progress).toMatchObject({ canSubmit: true, answered: progress.required })
  })

  test('an empty one cannot, and says what is missing', () => {
    const progress = completeness({}, context)
    expect(progress).toMatchObject({ canSubmit: false, answered: 0 })
    expect(progress.sections.find((one) => one.id === 'sec_safety')?.missing).toContain('rf_trauma')
  })

  test.each<[string, Answers]>([
    ['unsigned', { consent_name: null }],
    ['signed by somebody else', { consent_name: 'another' }],
    ['without consent', { consent_data: 'no' }],
    ['with one safety question left out', { rf_cauda: null }],
    ['of somebody under 16', { date_of_birth: bornFor(15) }],
    ['with surfaces that do not add up', { surface_road_pct: 99 }],
  ])('%s is never complete', (_words, changes) => {
    expect(completeness(complete(changes), context).canSubmit).toBe(false)
  })

  test('a hidden answer stays in the draft, is missing for rules and is not sent', () => {
    const answers = complete({ rf_trauma: 'no', rf_trauma_days: 3 })
    expect(visibleIds(answers, today).has('rf_trauma_days')).toBe(false)
    expect(intakeValues(answers, { limits: defaultLimits, today }).get('rf_trauma_days')).toBeUndefined()
    expect(
      Object.hasOwn(submission(answers, { today, limits: defaultLimits }).answers, 'rf_trauma_days'),
    ).toBe(false)
    expect(
      intakeValues({ ...answers, rf_trauma: 'yes' }, { limits: defaultLimits, today }).get('rf_trauma_days'),
    ).toBe(3)
  })

  test.each<[Answers, number]>([
    [{ nprs_now: 5, nprs_worst_7d: 4 }, 0],
    [{ nprs_average_7d: 5, nprs_worst_7d: 4 }, 1],
    [{ km_week_now: 10, km_longest_now: 21 }, 2],
    [{ running_status: 'stopped', km_week_now: 1 }, 3],
    [{ onset_type: 'gradual', rf_trauma: 'yes' }, 4],
    [{ rf_trauma: 'no', onset_type: 'sudden_injury' }, 5],
    [{ rf_trauma: 'yes', onset_type: 'sudden_no_injury' }, 6],
  ])('answers that disagree are asked about: %j', (changes, index) => {
    const calm = { running_status: 'full', onset_type: 'gradual', onset_activity: 'work' }
    const found = crossChecks(patient({ ...calm, ...changes }), today)
    expect(found).toHaveLength(1)
    expect(found[0]?.text.length).toBeGreaterThan(20)
    expect(found[0]?.ids).toContain(
      [
        ...['nprs_now', 'nprs_average_7d', 'km_longest_now', 'running_status', 'onset_type'],
        ...['rf_trauma', 'onset_type'],
      ][index],
    )
    expect(found[0]?.text).toBe(crossCheckTexts[index])
  })

  test('a sudden onset with an injury is what an injury expects', () => {
    const calm = { running_status: 'full', onset_activity: 'work' }
    const answers = patient({ ...calm, onset_type: 'sudden_injury', rf_trauma: 'yes' })
    expect(crossChecks(answers, today)).toEqual([])
  })

  describe('answers from a form before', () => {
    const before = {
      onset_type: 'sudden_injury',
      running_status: 'stopped',
      rf_trauma: 'no',
      km_week_now: 12,
    }
    const pain = { nprs_now: 5, nprs_worst_7d: 4 }

    test.each(['safety', 'whole'] as const)('are not told to disagree with the %s part', (part) => {
      const answers = patient({ ...before, onset_activity: 'work' })
      expect(crossChecks(answers, today)).toHaveLength(2)
      expect(crossChecks(answers, today, sectionsOf(part))).toEqual([])
    })

    test('do not hide that answers of a review disagree with each other', () => {
      const answers = patient({ ...before, ...pain, km_longest_now: 30 })
      const found = crossChecks(answers, today, sectionsOf('whole'))
      expect(found.map(({ text }) => text)).toEqual([crossCheckTexts[0], crossCheckTexts[2]])
      expect(crossChecks(answers, today, sectionsOf('safety'))).toEqual([])
    })

    test('are not told to disagree in the record of what was asked at a visit', () => {
      const answers = patient({ ...before, onset_activity: 'work' })
      const read = (ids: string[]) =>
        intakeRecord(answers, { today, limits: defaultLimits }, visitSections(ids)).disagreements
      expect(read(['warmup_freq'])).toEqual([])
      expect(read(['onset_type', 'rf_trauma', 'onset_activity'])).toEqual([crossCheckTexts[5]])
    })
  })
})
