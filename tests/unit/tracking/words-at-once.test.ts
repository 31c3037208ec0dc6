import { describe, expect, it } from 'vitest'
import { newInjuryQuestionIds } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { type Choice, isMet } from '#lib/flags/at-once/choices/rules.ts'
import { allWords, styleOf, type Word, wordsAtOnce } from '#lib/flags/at-once/rules.ts'
import { evaluateFlags, isNewEvidence, raised } from '#lib/flags/evaluation/rules.ts'
import { patientMessages } from '#lib/flags/messages/rules.ts'
import type { Answers } from '#lib/intake/answers/schema.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import { choicesOf, firesByChoice, logValues, otherKneeValues } from '#lib/tracking/entries/rules.ts'
import { bornFor, patient, today } from '../flags/patients.ts'

const numbers = { emergencyNumber: '144', clinicPhone: '044 1', outOfHoursPhone: '044 2' }
const ids = logSafetyOptions.map(({ id }) => id).filter((id) => id !== 'none')
const ticked = (...safety: string[]): Choice[] => safety.map((id) => ['log_safety', id])
const context = { today, limits: defaultLimits }

type Around = Parameters<typeof firesByChoice>[1]

/** The flags that the saving of an entry with these choices raises. */
function savedWith(form: Answers, around: Around, choices: readonly Choice[]): string[] {
  const of = (field: string) => choices.flatMap(([name, value]) => (name === field ? [value] : []))
  const told = Object.fromEntries(choices.filter(([field]) => field.startsWith('rf_')))
  const isInjury = of('log_safety').includes('new_injury')
  const answers = {
    safety: of('log_safety'),
    injury: isInjury ? { rf_trauma: 'yes', rf_trauma_days: 0, ...told } : null,
    ...(of('score')[0] === undefined ? {} : { morningPain: Number(of('score')[0]) }),
    ...(of('swelling')[0] === undefined ? {} : { morningSwelling: of('swelling')[0] ?? '' }),
  }
  const said = logValues(form, answers, around, context)
  return [said, ...otherKneeValues(said.values, answers, around.others ?? [])].flatMap(
    ({ values, answered }) =>
      raised(evaluateFlags(values, 'log', defaultLimits, answered))
        .filter((result) => isNewEvidence(result, answered))
        .map(({ id }) => id),
  )
}

function pageFor(
  changes: Parameters<typeof patient>[0] = {},
  { minor = false, ...told }: Partial<Around> & { minor?: boolean } = {},
) {
  const form = patient(changes)
  const around = { nights: 1, swelling: 'none', ...told }
  const words = wordsAtOnce(firesByChoice(form, around, context), numbers, { minor })
  /** As the style of the page does it. */
  const isShown = ({ when, unless }: Word, choices: readonly Choice[]) =>
    when.some((one) => isMet(one, choices)) && !unless.some((one) => isMet(one, choices))
  return {
    flags: (choices: readonly Choice[]) => savedWith(form, around, choices),
    words,
    shown: (choices: readonly Choice[]) =>
      allWords(words).flatMap((word) =>
        !words.unsent.includes(word) && isShown(word, choices) ? [word.text] : [],
      ),
    unsaid: (choices: readonly Choice[]) =>
      words.unsent.flatMap((word) => (isShown(word, choices) ? [word.text] : [])),
  }
}

const people: [string, Parameters<typeof patient>[0]][] = [
  ['somebody well', {}],
  ['somebody with an implant', { rf_knee_implant: 'yes' }],
  ['somebody of 60', { date_of_birth: bornFor(60) }],
  ['somebody of 17', { date_of_birth: bornFor(17) }],
  ['somebody with osteoporosis', { medical_conditions: ['osteoporosis'] }],
]

describe.each(people)('what %s reads before anything is sent', (_, changes) => {
  const { flags, shown } = pageFor(changes)
  const messageOf = (choices: readonly Choice[]) => patientMessages(flags(choices), numbers, { log: true })

  it('is for every answer what its saving would say', () => {
    for (const id of ids) {
      const { message, lines } = messageOf(ticked(id))
      const quiet = id === 'new_injury' || id === 'fever_unwell'
      const said = shown(ticked(id))
      expect(quiet ? said : said.toSorted(), id).toEqual(
        quiet ? expect.arrayContaining([...lines]) : [...(message ? [message] : []), ...lines].toSorted(),
      )
    }
  })

  it('has the level of any two answers, and never a second one', () => {
    const levels = ids.map((id) => messageOf(ticked(id)).message)
    for (const a of ids)
      for (const b of ids) {
        const { message } = messageOf(ticked(a, b))
        const said = shown(ticked(a, b)).filter((text) => levels.includes(text))
        expect(
          said.filter((text) => text !== null),
          `${a} ${b}`,
        ).toEqual(message ? [message] : [])
      }
  })
})

describe('the words', () => {
  it('come with the answers about a new injury as well', () => {
    const { flags, shown } = pageFor()
    for (const id of newInjuryQuestionIds.filter((one) => one !== 'rf_trauma_days')) {
      for (const value of ['yes', 'no', 'cannot', 'within_2h']) {
        const choices: Choice[] = [...ticked('new_injury'), [id, value]]
        const { message } = patientMessages(flags(choices), numbers, { log: true })
        if (message) expect(shown(choices), `${id} ${value}`).toContain(message)
      }
    }
    expect(shown([['rf_deformity', 'yes']])).toEqual([])
    expect(shown([...ticked('new_injury'), ['rf_deformity', 'yes']]).join(' ')).toContain('call 144')
  })

  it('tell somebody with a fever to rest, and somebody with severe pain on waking to be seen today', () => {
    const { shown } = pageFor()
    expect(shown(ticked('fever_unwell')).join(' ')).toContain('until you have been well for a day')
    expect(shown([['score', '8']]).join(' ')).toContain('checked by a doctor or by us today')
    expect(shown([['score', '7']])).toEqual([])
    expect(shown([...ticked('fever_unwell'), ['swelling', 'clear']]).join(' ')).toContain('by us today')
  })

  it('say that nobody knows yet, and in an emergency to act before saving', () => {
    const { unsaid } = pageFor()
    const [save] = unsaid(ticked('calf_swollen'))
    expect(save).toMatch(/nobody at the clinic knows of it. Save it now/)
    const first = expect.stringMatching(/nobody at the clinic knows of it. First do what it says here/)
    expect(unsaid(ticked('calf_swollen', 'chest_or_breath'))).toEqual([first])
    expect(unsaid(ticked('saddle_bladder'))).toEqual([first])
    expect(unsaid([])).toEqual([])
  })

  it('do not say so of what the entry that is put right has told already', () => {
    const fires = firesByChoice(patient(), { nights: 1, swelling: 'none' }, context)
    const said = { safety: ['calf_swollen'], injury: null, morningPain: 8, morningSwelling: 'clear' }
    const { unsent } = wordsAtOnce(fires, numbers, { minor: false, said: choicesOf(said) })
    const when = unsent.flatMap((word) => word.when)
    const isUnsaid = (...choices: Choice[]) => when.some((one) => isMet(one, choices))
    expect(isUnsaid(...ticked('calf_swollen'))).toBe(false)
    expect(isUnsaid(['score', '8'])).toBe(false)
    expect(isUnsaid(['score', '9'])).toBe(true)
    expect(isUnsaid(...ticked('calf_swollen', 'fever_unwell'), ['swelling', 'clear'])).toBe(true)
  })

  it('count the nights before', () => {
    expect(pageFor({}, { nights: 3 }).shown(ticked('night_pain_constant'))).toHaveLength(1)
    expect(pageFor({}, { nights: 2 }).shown(ticked('night_pain_constant'))).toEqual([])
  })

  it('end for a minor with whom to tell', () => {
    expect(pageFor({}, { minor: true }).words.guardian).toContain('parent or guardian')
    expect(pageFor().words.guardian).toBeNull()
  })

  it('go by the younger and the older of two ages', () => {
    const both = withRecord(patient({ date_of_birth: bornFor(30) }), [bornFor(18)])
    const fires = firesByChoice(both, { nights: 1, swelling: 'none' }, context)
    expect(fires('flag_hip_young', ticked('groin_pain'))).toBe(true)
  })

  it('hold the name of no flag, and no condition but ids of the form', () => {
    const { words } = pageFor({ rf_knee_implant: 'yes' })
    const page = `${JSON.stringify(words)} ${styleOf(words)}`
    expect(page).not.toMatch(/flag_|rf_knee_implant|implant/)
    for (const title of Object.values(flagTitles)) expect(page).not.toContain(title)
    for (const [, value] of styleOf(words).matchAll(/\[value="([^"]*)"\]/g)) expect(value).toMatch(/^\w+$/)
  })
})

const keepOff = 'Please keep weight off the leg until you have been checked.'
const normal: readonly Choice[] = [
  ...ticked('new_injury'),
  ['rf_pop', 'no'],
  ['rf_swelling_onset', 'no_swelling'],
  ['rf_weight_bearing_initial', 'yes'],
  ['rf_weight_bearing_now', 'normal'],
  ['rf_bend_90', 'yes'],
  ['rf_deformity', 'no'],
]
const injury = (changes: Record<string, string> = {}) =>
  normal.map(([field, value]): Choice => [field, changes[field] ?? value])

describe('an answer that settles one danger', () => {
  it('hides no line that another one needs', () => {
    const { shown } = pageFor({ rf_bend_90: 'unknown' })
    expect(shown(injury({ rf_weight_bearing_now: 'few_steps' }))).toContain(keepOff)
    expect(shown([...injury({ rf_weight_bearing_now: 'cannot' }), ...ticked('cannot_stand')])).toContain(
      keepOff,
    )
    expect(shown(ticked('groin_pain', 'cannot_stand', 'bone_spot_pain')).join(' ')).toContain(
      'stop running and jumping',
    )
  })

  it('takes back what only an older answer asks for', () => {
    const swollen = pageFor({}, { swelling: 'clear' })
    expect(swollen.shown(ticked('fever_unwell')).join(' ')).toContain('by us today')
    const wellAgain = swollen.shown([...ticked('fever_unwell'), ['swelling', 'none']])
    expect(wellAgain).toEqual([expect.stringContaining('until you have been well for a day')])
    for (const older of ['no', 'unknown']) {
      const { shown, unsaid } = pageFor({ rf_bend_90: older })
      expect(shown(ticked('new_injury')).join(' ')).toContain('by us today')
      expect(shown(injury())).toEqual([expect.stringContaining('Your plan is paused')])
      expect(unsaid(injury())).toEqual([])
    }
  })

  it('leaves out the line of what a graver one covers', () => {
    expect(pageFor().shown(ticked('saddle_bladder', 'new_numb_weak'))).toEqual([
      expect.stringContaining('nearest emergency department now'),
    ])
  })
})

/** Always the same ones (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const once = Math.imul(state ^ (state >>> 15), 1 | state)
    const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once
    return ((twice ^ (twice >>> 14)) >>> 0) / 4294967296
  }
}

it('is what the saving says, whatever was told before and whatever is ticked', () => {
  const random = randomFrom(7)
  const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T
  const optionsOf = (id: string) => questionById.get(id)?.options.map((option) => option.id) ?? []
  const asked = newInjuryQuestionIds.filter((id) => optionsOf(id).length > 0)
  const olderIds = [...asked, 'rf_numb_weak', 'medications', 'medical_conditions', 'giving_way', 'onset_type']
  const older = () => {
    const told = olderIds
      .filter(() => random() < 0.4)
      .map((id) => [id, questionById.get(id)?.type === 'multi' ? [one(optionsOf(id))] : one(optionsOf(id))])
    const yes = ['rf_immunosuppressed', 'rf_groin_hip_pain', 'rf_bone_impact_progressive', 'energy_low']
    return {
      ...Object.fromEntries(told),
      ...Object.fromEntries(yes.map((id) => [id, one(['yes', 'no', 'no'])])),
    }
  }
  const choices = (): Choice[] => [
    ...ticked(...new Set([one(ids), one(ids), one([...ids, 'none']), one(['new_injury', one(ids)])])),
    ...asked.flatMap((id): Choice[] => (random() < 0.7 ? [[id, one(optionsOf(id))]] : [])),
    ...(random() < 0.3 ? [['score', one(['0', '7', '8', '10'])] as const] : []),
    ...(random() < 0.3 ? [['swelling', one(['none', 'mild', 'clear'])] as const] : []),
  ]
  const quiet = /^(Your plan is paused|Please rest until)/
  for (let person = 0; person < 25; person += 1) {
    const changes = { ...older(), date_of_birth: bornFor(one([16, 18, 35, 57, 70])) }
    const knee = { caseId: 'other', swollen: one([true, false]), hot: one([true, false, false]) }
    const around = {
      nights: one([1, 2, 3]),
      swelling: one([null, 'none', 'clear']),
      fever: one([true, false, false]),
      hot: one([true, false, false]),
      others: one([[], [knee]]),
    }
    const { flags, shown } = pageFor(changes, around)
    for (let time = 0; time < 25; time += 1) {
      const chosen = choices()
      const saved = flags(chosen)
      const { message, lines, atOnce } = patientMessages(saved, numbers, { log: true })
      const said = shown(chosen).filter((text) => !quiet.test(text))
      const expected = [...(atOnce && message ? [message] : []), ...lines]
      expect(said.toSorted(), JSON.stringify({ changes, around, chosen, saved })).toEqual(expected.toSorted())
      const rests = shown(chosen).some((text) => text.startsWith('Please rest until'))
      expect(rests).toBe(saved.length === 0 && chosen.some(([, value]) => value === 'fever_unwell'))
    }
  }
})
