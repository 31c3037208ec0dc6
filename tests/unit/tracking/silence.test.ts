import { expect, test } from 'vitest'
import { roughWords } from '#lib/programs/progression/sentences/rules.ts'
import { isSilent } from '#lib/tracking/today/rules.ts'

const silent = (heardOn: string | null, to: string | null = null, activatedOn = '2026-11-01') =>
  isSilent({ heardOn, silentAfter: 14 }, { activatedOn }, [{ from: '2026-11-02', to }], '2026-11-27')

test('silence counts from the last word, the start, or the end of a pause', () => {
  expect([silent('2026-11-14'), silent('2026-11-13')]).toEqual([false, true])
  expect([silent(null), silent(null, null, '2026-11-14')]).toEqual([true, false])
  expect([silent('2026-11-02', '2026-11-20'), silent('2026-11-02', '2026-11-13')]).toEqual([false, true])
})

test('words that ask for less stay as they are while the knee hurts; a change is told without praise', () => {
  const row = { state: 'open', change: { kind: 'none' }, sentence: 'Your knee settled well.' } as const
  expect(roughWords({ ...row, advice: 'regress' })).toBeNull()
  expect(roughWords({ ...row, advice: 'stop' })).toBeNull()
  expect(roughWords({ ...row, advice: 'progress' })).toMatch(/^Thank you for telling us/)
  const swap = { kind: 'swap', from: 'ex_a', to: 'ex_b' } as const
  expect(roughWords({ ...row, advice: 'progress', state: 'accepted', change: swap })).toContain('Go slowly')
})
