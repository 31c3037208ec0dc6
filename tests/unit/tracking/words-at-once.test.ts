import { describe, expect, it } from 'vitest'
import { newInjuryQuestionIds } from '#lib/content/flags/log-handling.ts'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { flagTitles } from '#lib/content/flags/titles.ts'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { allWords, type Choice, styleOf, type Word, wordsAtOnce } from '#lib/flags/at-once/rules.ts'
import { patientMessages } from '#lib/flags/messages/rules.ts'
import { withRecord } from '#lib/patients/births/rules.ts'
import { choicesOf, flagsByChoice } from '#lib/tracking/entries/rules.ts'
import { bornFor, patient, today } from '../flags/patients.ts'

const numbers = { emergencyNumber: '144', clinicPhone: '044 1', outOfHoursPhone: '044 2' }
const ids = logSafetyOptions.map(({ id }) => id).filter((id) => id !== 'none')
const ticked = (...safety: string[]): Choice[] => safety.map((id) => ['log_safety', id])

function pageFor(changes: Parameters<typeof patient>[0] = {}, { nights = 1, minor = false } = {}) {
  const flags = flagsByChoice(
    patient(changes),
    { nights, swelling: 'none' },
    { today, limits: defaultLimits },
  )
  const words = wordsAtOnce(flags, numbers, { minor })
  const holds = (sets: readonly (readonly Choice[])[], choices: readonly Choice[]) =>
    sets.some((set) => set.every(([field, value]) => choices.some(([f, v]) => f === field && v === value)))
  /** As the style of the page does it. */
  const isShown = (word: Word, choices: readonly Choice[]) =>
    holds(word.when, choices) && !holds(word.unless, choices)
  return {
    flags,
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
    const flags = flagsByChoice(patient(), { nights: 1, swelling: 'none' }, { today, limits: defaultLimits })
    const said = { safety: ['calf_swollen'], injury: null, morningPain: 8, morningSwelling: 'clear' }
    const { unsent } = wordsAtOnce(flags, numbers, { minor: false, said: choicesOf(said) })
    const when = unsent.flatMap((word) => word.when)
    const isUnsaid = (...choices: Choice[]) =>
      when.some((set) => set.every(([field, value]) => choices.some(([f, v]) => f === field && v === value)))
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
    const flags = flagsByChoice(both, { nights: 1, swelling: 'none' }, { today, limits: defaultLimits })
    expect(flags(ticked('groin_pain'))).toContain('flag_hip_young')
  })

  it('hold the name of no flag, and no condition but ids of the form', () => {
    const { words } = pageFor({ rf_knee_implant: 'yes' })
    const page = `${JSON.stringify(words)} ${styleOf(words)}`
    expect(page).not.toMatch(/flag_|rf_knee_implant|implant/)
    for (const title of Object.values(flagTitles)) expect(page).not.toContain(title)
    for (const [, value] of styleOf(words).matchAll(/\[value="([^"]*)"\]/g)) expect(value).toMatch(/^\w+$/)
  })
})
