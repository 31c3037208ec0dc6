import { describe, expect, test } from 'vitest'
import { defaultLimits } from '#lib/content/limits/index.ts'
import { pausedLines } from '#lib/flags/messages/rules.ts'
import type { OwnSafety } from '#lib/flags/schema.ts'
import { wordsOfPain } from '#lib/outcomes/pain-now/rules.ts'
import type { BlockLevel } from '#lib/programs/block/rules.ts'
import { dangerOf } from '#lib/tracking/entries/danger/rules.ts'
import { severeKept } from '#lib/tracking/entries/rules.ts'
import { waitsOf } from '#lib/tracking/waits/rules.ts'

const numbers = { clinicPhone: '044 000 00 02', emergencyNumber: '144', outOfHoursPhone: '044 000 00 03' }
const since = new Date('2026-11-27T09:00:00Z')
const asked = (more: {
  block?: BlockLevel
  pausedByTeam?: boolean
  runStop?: boolean
  runsOut?: boolean
  /** Hours from the moment on which her runs began to wait. */
  ran?: number
  severe?: boolean
  call?: string
}) =>
  waitsOf({
    lately: {
      done: { sessions: 0, runs: [], pain: null, morning: null },
      worstRun: 0,
      unit: 'km',
      ranYesterday: false,
      severe: more.severe ?? false,
      fever: false,
      openMornings: [],
      openHours: [],
      runEnteredAt: more.ran === undefined ? 0 : since.getTime() + more.ran * 3_600_000,
      pausedAt: more.pausedByTeam ? since : null,
      daily: [],
      lastOn: null,
    },
    safety: {
      blockLevel: more.block ?? 'none',
      flagBlock: more.block ?? 'none',
      unanswered: false,
      blockedAt: more.block ? since : null,
      messages: null,
      call: more.call ?? '',
      paused: pausedLines(numbers, more.call ?? ''),
      numbers,
      askedDaysAgo: null,
      limits: defaultLimits,
      silentAfter: 14,
    },
    caseId: '',
    today: '2026-11-27',
    injured: false,
    runStop: more.runStop ?? false,
    runsOut: more.runsOut ?? false,
    waitsSince: more.runStop ? since : null,
  })

const told = expect.stringContaining('please do not run until then')

test.each([{ block: 'impact' }, { pausedByTeam: true }, { runStop: true }] as const)(
  'who entered a run although her runs wait is told so, and not of one that was permitted: %j',
  (more) => {
    const { messages, runsWait } = asked({ ...more, ran: 1 })
    expect(asked({ ...more, ran: -20 }).runsWait).toBeNull()
    // The run that began the wait: its own save writes both.
    expect(asked({ ...more, ran: 0.000_001 }).runsWait).toBeNull()
    expect(messages).toContainEqual(told)
    expect(runsWait).toEqual(told)
  },
)

test('an accepted stop goes on holding runs, and is told apart from one that waits', () => {
  expect(asked({ runsOut: true })).toMatchObject({ runStop: true, runsOut: true, stops: false })
  expect(asked({ runsOut: true, runStop: true })).toMatchObject({ runStop: true, runsOut: false })
})

test('who may run, and who did not, reads nothing of it', () => {
  expect(asked({ ran: 1 })).toMatchObject({ messages: [], runsWait: null })
  expect(asked({ block: 'impact' })).toMatchObject({ messages: [], runsWait: null })
  expect(asked({ pausedByTeam: true }).messages).toEqual(pausedLines(numbers, ''))
})

describe('a severe pain, while nobody is at the clinic', () => {
  const closed = 'We are closed now. Until we open, call 044 000 00 03.'
  const severe = expect.stringMatching(/^Please stop exercising/)
  const { clinicPhone, outOfHoursPhone } = numbers

  test('is answered with whom to call, once beside a plan that is paused', () => {
    expect(asked({ severe: true, call: outOfHoursPhone }).messages).toEqual([severe, closed])
    expect(asked({ severe: true, call: clinicPhone }).messages).toEqual([severe])
    const paused = asked({ severe: true, pausedByTeam: true, call: outOfHoursPhone })
    expect(paused.messages).toEqual([severe, closed, expect.stringMatching(/^Your plan is paused/)])
  })

  test('so is that of a form of measures, and what the team tells of an entry', () => {
    const safety = (call: string) => ({ messages: null, call, numbers }) as OwnSafety
    expect(wordsOfPain(9, safety(outOfHoursPhone))?.messages).toEqual([severe, closed])
    expect(wordsOfPain(9, safety(clinicPhone))?.messages).toEqual([severe])
    const entry = { flags: [], severe: true, injured: true, numbers }
    const tell = (isOpen: boolean) => dangerOf(entry, { minor: false, isOpen })?.tell
    expect(tell(true)).not.toContain(closed)
    expect(tell(false)?.filter((text) => text === closed)).toHaveLength(1)
  })

  test('a phone, which may show its words later, has those that hold at any hour', () => {
    expect(severeKept(numbers)).toContain('When we are closed, call 044 000 00 03.')
    expect(severeKept(numbers)).not.toContain('contact you today')
    expect(severeKept(numbers)).not.toMatch(/[{}]/)
  })
})
