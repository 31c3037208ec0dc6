import { expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { saveLater } from '#components/offline/save-later.ts'
import { Invalid } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { missingAnswers } from '#lib/tracking/entries/missing/rules.ts'
import { morningInput } from '#lib/tracking/pain-scores/schema.ts'
import { paceQuestion } from '#lib/tracking/run-logs/pace/rules.ts'
import { assertPace } from '#lib/tracking/run-logs/rules.ts'
import { runInput } from '#lib/tracking/run-logs/schema.ts'
import { sessionInput } from '#lib/tracking/session-logs/schema.ts'

type Fields = Record<string, string>
const item = newId()
const own = () => ({ id: newId(), caseId: newId() })
const run = { distance: '5', minutes: '30', finished: 'yes', type: 'easy', surface: 'road', pain_during: '1' }
const morning = { score: '2', swelling: 'none' }
const forms: [kind: 'session' | 'run' | 'morning', schema: z.ZodType, begun: Fields, whole: Fields][] = [
  [
    'session',
    sessionInput,
    { [`items.${item}.how`]: 'planned' },
    { [`items.${item}.how`]: 'planned', [`items.${item}.pain`]: '1', log_safety: 'none' },
  ],
  ['run', runInput, { unit: 'km' }, { ...run, unit: 'km', log_safety: 'none' }],
  ['morning', morningInput, {}, { ...morning, log_safety: 'none' }],
]

/** What the server says of it: by field, as forms name them. */
function refused(schema: z.ZodType, fields: Fields): Record<string, string[]> {
  const { error } = schema.safeParse(fields)
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), [message]]))
}

test.each(forms)(
  'of a %s the phone asks for what the server would, in the same words',
  (kind, schema, begun, whole) => {
    const missing = (fields: Fields) => missingAnswers(kind, Object.entries(fields))
    expect(missing(begun)).toEqual(refused(schema, { ...own(), ...begun }))
    expect(Object.keys(missing(begun))).toContain('log_safety')
    expect(missing(whole)).toEqual({})
    expect(refused(schema, { ...own(), ...whole })).toEqual({})
    const fell = { ...whole, log_safety: 'new_injury' }
    expect(missing(fell)).toEqual(refused(schema, { ...own(), ...fell }))
    expect(Object.keys(missing(fell))).toHaveLength(7)
  },
)

test('a pace that nobody runs is asked about once, by the server and the phone', () => {
  const slow = { ...own(), ...run, unit: 'mi', distance: '3', minutes: '300', log_safety: 'none' }
  const asked = (fields: Fields) => {
    try {
      assertPace(runInput.parse(fields))
      return {}
    } catch (error) {
      return error instanceof Invalid ? error.fieldErrors : null
    }
  }
  const { minutes = [] } = asked(slow) ?? {}
  expect(minutes[0]).toMatch(/^100 minutes a mile: is that right\?/)
  expect(missingAnswers('run', Object.entries(slow))).toEqual({ minutes })
  const again = { ...slow, pace: minutes[0] ?? '' }
  expect([asked(again), missingAnswers('run', Object.entries(again))]).toEqual([{}, {}])
  // Another run is asked about anew.
  expect(asked({ ...again, distance: '2' })).toHaveProperty('minutes')
  const paces = (minutes: number) => paceQuestion({ distance: 5, unit: 'km', minutes })
  expect([paces(10), paces(150), paceQuestion({ distance: 0, unit: 'km', minutes: 30 })]).toEqual([
    null,
    null,
    null,
  ])
  expect(paces(9)).toMatch(/^1\.8 minutes a kilometer/)
})

test('an exercise that was left out needs no pain', () => {
  const said = (how: string, sets = '') => [
    ['log_safety', 'none'] as const,
    [`items.${item}.how`, how] as const,
    [`items.${item}.sets`, sets] as const,
  ]
  expect(missingAnswers('session', said('skipped'))).toEqual({})
  expect(missingAnswers('session', said('other', '0'))).toEqual({})
  expect(Object.keys(missingAnswers('session', said('other', '2')))).toEqual([`items.${item}.pain`])
})

test('without a network an entry that lacks an answer is asked for it, and does not wait', async () => {
  vi.stubGlobal('navigator', { serviceWorker: { controller: {} } })
  try {
    const data = new FormData()
    for (const [name, value] of Object.entries({ ...own(), ...morning })) data.append(name, value)
    const said = await saveLater({ kind: 'morning', accountId: newId() }, data, {} as HTMLFormElement)
    expect(said).toMatchObject({ status: 'error', fieldErrors: { log_safety: [expect.any(String)] } })
  } finally {
    vi.unstubAllGlobals()
  }
})
