import { expect, test } from 'vitest'
import { MorningScreen } from '#components/tracking/morning/morning-screen.tsx'
import { PainScreen } from '#components/tracking/pain/pain-screen.tsx'
import { RunScreen } from '#components/tracking/run/run-screen.tsx'
import { PlannedCard } from '#components/tracking/today/planned-card.tsx'
import { RunCard } from '#components/tracking/today/run-card.tsx'
import { TodayRows } from '#components/tracking/today/today-rows.tsx'
import { TodayScreen } from '#components/tracking/today/today-screen.tsx'
import { ranAlready, ranElsewhere } from '#lib/tracking/ran/rules.ts'
import type { Ran } from '#lib/tracking/ran/schema.ts'
import type { RunFormView } from '#lib/tracking/run-logs/schema.ts'
import { plannedWords } from '#lib/tracking/today/rules.ts'
import type { CaseToday } from '#lib/tracking/today/schema.ts'
import { html, text } from './render.ts'

const asked = (day: string) => ({ day, text: `How was the knee the morning after ${day}?` })
const drill = {
  key: 'd',
  exerciseId: 'ex_run_quick_feet',
  name: 'Quick feet',
  dose: '4 times 15 seconds',
  note: '',
  minutes: 5,
}
const current = {
  case: { id: 'c1', complaint: 'Pain', side: 'left', status: 'open' },
  done: { sessions: 0, runs: [], pain: null, morning: null },
  items: [drill],
  runs: [],
  ranElsewhere: null,
  held: false,
  runsWait: false,
  runCap: 'No single run above 8.8 km.',
  ranYesterday: false,
  openMornings: [],
  openHours: [],
  unit: 'km',
  withRun: [],
  less: {},
} as unknown as CaseToday
const frame = {
  caseId: 'c1',
  knee: null,
  day: '2026-10-05',
  today: '2026-10-06',
  earliest: '2026-09-22',
}
const start = {
  name: 'Eva',
  today: '2026-10-06',
  hour: 9,
  clinicPhone: '044 123 45 67',
  severe: 'Stop.',
  cases: [],
  planned: {},
  ended: true,
  endedForms: 0,
  words: {
    messages: ['See a doctor today.'],
    call: '044 123 45 67',
    urgent: true,
    numbers: [],
    ask: null,
  },
  saved: [],
  current: null,
}
const quiet = { saved: null, entry: null, problem: null }
const run: RunFormView = {
  ...frame,
  id: 'r1',
  supersedes: null,
  after: false,
  answers: null,
  words: null,
  waits: null,
  paused: false,
  again: null,
  ran: null,
  less: null,
  limit: null,
  mornings: [],
  values: {
    distance: '',
    unit: 'km',
    minutes: '',
    finished: '',
    type: '',
    surface: '',
    shoes: '',
    painAfter: '',
    settle: '',
    note: '',
  },
}

test('the start page asks for the newest missing morning, and says how many more are', () => {
  const rows = (days: readonly string[]) => (
    <TodayRows current={{ ...current, openMornings: days.map(asked) }} />
  )
  expect(html(rows(['2026-10-02', '2026-10-04']))).toContain('/today/morning?case=c1&amp;day=2026-10-04')
  expect(text(rows(['2026-10-02', '2026-10-04']))).toContain('Missing, and 1 other morning')
  expect(text(rows([]))).not.toContain('Missing')
})

test('the hour after is asked for by itself, with the rest of the run as it was', () => {
  const hour = { kind: 'run', id: 'r1', text: 'How was the knee in the hour after your run?' } as const
  const rows = <TodayRows current={{ ...current, openHours: [hour] }} />
  expect(html(rows)).toContain('href="/today/run?case=c1&amp;correct=r1&amp;after=1"')
  expect(text(rows)).toContain(hour.text)
  const values = { ...run.values, distance: '5', minutes: '30', painDuring: 2 }
  const page = html(<RunScreen view={{ ...run, supersedes: 'r1', after: true, values }} />)
  const [asked = '', folded = ''] = page.split('<details')
  expect(asked).toContain('name="settle"')
  expect(asked).not.toContain('name="distance"')
  expect(folded).toMatch(/name="distance"[^>]* value="5"/)
})

test('a drill of today can be started, with how far a run of today may be', () => {
  const page = <PlannedCard current={current} />
  expect(text(page)).toMatch(/Quick feet, 4 times.*No single run above 8\.8 km\. Start/)
  expect(html(page)).toContain('href="/today/session?case=c1"')
})

test('what she is to do less of stands beside it, for exercises and for runs', () => {
  const words = 'For now: 2 sets instead of 3.'
  const exercises = <PlannedCard current={{ ...current, less: { d: words } }} />
  expect(text(exercises)).toContain(`Quick feet, 4 times 15 seconds ${words}`)
  const jog = { ...drill, key: 'r', name: 'Jog', dose: '30 min' }
  const runs = (
    <RunCard current={{ ...current, runs: [jog], withRun: [drill], less: { r: words, d: 'Less.' } }} />
  )
  expect(text(runs)).toMatch(/Jog, 30 min For now: 2 sets.*Quick feet, 4 times 15 seconds Less\./)
  expect(text(<RunScreen view={{ ...run, less: words }} />)).toContain(words)
})

test('the run of today is done once it was entered, with what comes after it', () => {
  const jog = { ...drill, key: 'r', name: 'Jog', dose: '30 min' }
  const around = ['Before the run', 'After the run'].map((note) => ({
    ...drill,
    key: note,
    name: note,
    note,
  }))
  const done = { ...current.done, runs: [4] }
  const now = { ...current, state: 'ready', runs: [jog], withRun: around, done, messages: [], week: [] }
  const page = text(<TodayScreen view={{ ...start, current: now as CaseToday }} {...quiet} />)
  expect(page).toMatch(/Run done for today You have run 4 km\. After the run/)
  expect(page).not.toMatch(/Today’s run|Jog, 30 min|Before the run|8\.8 km/)
})

test('the switch between two knees says what is planned for the other one', () => {
  const jog = { ...drill, key: 'r', name: 'Jog' }
  const one = { ...current, state: 'ready' as const, runs: [jog] }
  expect(plannedWords(one, false)).toBe('run and 1 exercise today')
  expect(plannedWords(one, true)).toBe('1 exercise today')
  expect(plannedWords({ ...one, done: { ...current.done, sessions: 1 } }, true)).toBeNull()
  expect(plannedWords({ ...one, state: 'on_hold' }, false)).toBeNull()
  const knee = { complaint: 'Pain', status: 'open' } as const
  const cases = [
    { ...knee, id: 'c1', side: 'right' as const },
    { ...knee, id: 'c2', side: 'left' as const },
  ]
  const view = { ...start, cases, ended: false, planned: { c2: 'run and 6 exercises today' } }
  const page = text(<TodayScreen view={view} {...quiet} />)
  expect(page).toMatch(/Right knee Left knee: run and 6 exercises today/)
})

test('a run of another treatment is the run of the day', () => {
  const jog = { ...drill, key: 'r', name: 'Jog', dose: '30 min' }
  const [yesterday, today] = ['2026-10-05', '2026-10-06']
  const of = { caseId: 'c1', today, rests: true }
  const left: Ran = { caseId: 'c2', knee: 'Left knee', day: today, km: 5.5, unit: 'km' }
  const words = ranElsewhere([left], of)
  const both = { ...current, runs: [jog], withRun: [drill], ranElsewhere: words }
  const card = text(<RunCard current={both} />)
  expect(card).toContain('You have run today (5.5 km, entered for the left knee). It counts for both')
  expect(card).not.toMatch(/Jog|Quick feet|8\.8 km/)
  expect(text(<TodayRows current={both} />)).not.toContain('Jog')
  expect(text(<RunScreen view={{ ...run, ran: words }} />)).toContain('You have run today')
  expect(ranElsewhere([], of)).toBeNull()
  // That of yesterday, where a day lies between two runs.
  const before = { ...left, day: yesterday }
  expect(ranElsewhere([before], of)).toMatch(/^You ran yesterday \(5\.5 km.* leave a day between/)
  expect(ranElsewhere([before], { ...of, rests: false })).toBeNull()
  expect(ranElsewhere([before], { ...of, caseId: 'c2' })).toBeNull()
  // The page of a run says it of her own run, too.
  const own = { ...left, caseId: 'c1', knee: null }
  expect(ranElsewhere([own], of)).toBeNull()
  expect(ranAlready([own], of)).toMatch(/^You have run today \(5\.5 km\)\. Enter here what you ran besides/)
  expect(ranAlready([own, left], of)).toMatch(/5\.5 km; 5\.5 km, entered for the left knee\)\. It counts/)
  expect(ranAlready([{ ...own, day: yesterday }], of)).toBeNull()
})

test('the page of a run asks for the morning that is missing, and says when runs wait', () => {
  const page = (more: Partial<RunFormView>) => text(<RunScreen view={{ ...run, ...more }} />)
  expect(page({})).not.toMatch(/Running waits|How was the knee/)
  expect(page({ mornings: [asked('2026-10-04')] })).toContain(
    'How was the knee the morning after 2026-10-04?',
  )
  const waits = page({ paused: true, again: 'No run for 4 weeks.' })
  expect(waits).toMatch(/Running waits Please do not run now\. .* No run for 4 weeks\./)
})

test('a page of what was entered before says so and leads to putting it right', () => {
  const pain = { ...frame, context: 'now' as const, supersedes: null, before: null }
  const entered = <PainScreen id="n1" view={{ ...pain, entered: { id: 'e1', score: 8 } }} problem={null} />
  expect(text(entered)).toContain('You entered 8 before. Correct it')
  expect(html(entered)).toContain('/today/pain?case=c1&amp;correct=e1')
  expect(html(entered)).not.toContain('name="supersedes"')
  const before = { score: 8, swelling: 'mild' as const, note: '', safety: ['none'], injury: null }
  const own = { ...frame, before: null, words: null }
  const said = { ...own, supersedes: 'e1', before, entered: null }
  const morning = <MorningScreen id="n1" view={said} />
  expect(text(morning)).toContain('You entered pain 8 of 10. Change what is not right.')
  expect(html(morning)).toContain('name="supersedes" value="e1"')
  const ahead = <MorningScreen id="n1" view={{ ...own, supersedes: null, entered: 8 }} />
  expect(text(ahead)).toMatch(
    /You entered the morning of .* already: pain 8 of 10\. Enter another one here\./,
  )
  expect(html(ahead)).not.toContain('name="supersedes"')
})

test('who comes from a treatment that has ended reads it, with the number of the clinic', () => {
  const page = <TodayScreen view={start} {...quiet} problem="ended" />
  expect(text(page)).toContain(
    'This treatment has ended, so nothing was saved. Call the clinic at 044 123 45 67',
  )
  expect(html(page)).toContain('href="tel:0441234567"')
  const opened = (ended: boolean) =>
    text(<TodayScreen view={{ ...start, ended }} {...quiet} problem="over" />)
  expect(opened(false)).toContain('This treatment has ended. Call the clinic at 044 123 45 67')
  expect(opened(true)).toMatch(/Your treatment has ended Call us at 044 123 45 67/)
  expect(opened(true) + opened(false)).not.toMatch(/This treatment has ended.*Your|nothing was saved/)
  expect(text(page)).toMatch(/nothing was saved.*See a doctor today\..*Call 044 123 45 67/)
})
