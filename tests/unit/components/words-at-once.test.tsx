import { expect, it } from 'vitest'
import { WordsAtOnce } from '#components/tracking/words-at-once.tsx'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { wordsAtOnce } from '#lib/flags/at-once/rules.ts'
import { firesByChoice } from '#lib/tracking/entries/rules.ts'
import { patient, today } from '../flags/patients.ts'
import { html } from './render.ts'

const numbers = { emergencyNumber: '144', clinicPhone: '044 1', outOfHoursPhone: '044 2' }

it('every number that the words name can be called', () => {
  const fires = firesByChoice(patient(), { nights: 1, swelling: 'none' }, { today, limits: defaultLimits })
  const page = html(<WordsAtOnce words={wordsAtOnce(fires, numbers, { minor: false })} />)
  const shown = page
    .replace(/<style>.*?<\/style>| data-severe="[^"]*"/gs, '')
    .replace(/<a [^>]*>[^<]*<\/a>/g, '')
  expect(page).toContain('href="tel:0442"')
  for (const number of Object.values(numbers)) expect(shown).not.toContain(number)
})
