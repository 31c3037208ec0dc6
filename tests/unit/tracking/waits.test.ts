import { expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import { waitsOf } from '#lib/tracking/waits/rules.ts'

const numbers = { clinicPhone: '044 000 00 02', emergencyNumber: '144', outOfHoursPhone: '044 000 00 03' }
const asked = (more: {
  block?: BlockLevel
  pausedByTeam?: boolean
  runs?: number[]
  ranYesterday?: boolean
  runStop?: boolean
}) =>
  waitsOf({
    lately: {
      ...{ done: { sessions: 0, runs: more.runs ?? [], pain: null, morning: null }, worstRun: 0, unit: 'km' },
      ...{ ranYesterday: more.ranYesterday ?? false, severe: false, fever: false },
      pausedByTeam: more.pausedByTeam ?? false,
      ...{ daily: [], lastOn: null },
    },
    safety: {
      ...{ blockLevel: more.block ?? 'none', flagBlock: more.block ?? 'none', unanswered: false },
      ...{ messages: null, call: '', paused: ['Paused'], numbers },
      ...{ askedDaysAgo: null, limits: defaultLimits, silentAfter: 14 },
    },
    ...{ caseId: '', today: '2026-11-27', injured: false, runStop: more.runStop ?? false },
  })

const told = expect.stringContaining('please do not run until then')

test.each([
  { block: 'impact', runs: [5] },
  { block: 'impact', ranYesterday: true },
  { pausedByTeam: true, runs: [5] },
  { runStop: true, runs: [5] },
] as const)('who ran although her runs wait is told so: %j', (more) => {
  const { messages, runsWait } = asked({ ...more, runs: 'runs' in more ? [...more.runs] : [] })
  expect(messages).toContainEqual(told)
  expect(runsWait).toEqual(told)
})

test('who may run, and who did not, reads nothing of it', () => {
  expect(asked({ runs: [5] })).toMatchObject({ messages: [], runsWait: null })
  expect(asked({ block: 'impact' })).toMatchObject({ messages: [], runsWait: null })
  expect(asked({ pausedByTeam: true }).messages).toEqual(['Paused'])
})
