import { expect, test } from 'vitest'
import {
  bodyOf,
  inTurn,
  isDue,
  isSame,
  isSameTap,
  newWaiting,
  settled,
  type Waiting,
  wordsOfPosted,
} from '#public/offline/outbox.js'

const at = Date.parse('2026-11-26T09:32:00Z')
const quiet = { shown: [], paused: null }

function waiting(extra: Partial<Waiting> = {}): Waiting {
  const fields: [string, string][] = [
    ['$opener', 'a1'],
    ['$ACTION_ID_1', ''],
    ['id', 'e1'],
    ['caseId', 'c1'],
    ['logDate', '2026-11-25'],
    ['log_safety', 'none'],
  ]
  const entry = newWaiting({ account: 'a1', kind: 'run', fields, ...quiet }, at)
  if (!entry) throw new Error('no entry')
  return { ...entry, ...extra }
}

test('an entry keeps what was posted of it, and goes with whose it is and how long it waited', () => {
  const entry = waiting()
  expect(entry).toMatchObject({ id: 'e1', account: 'a1', caseId: 'c1', day: '2026-11-25', state: 'waits' })
  const body = bodyOf(entry, at + 90_400)
  expect(Object.fromEntries(body)).toEqual({
    id: 'e1',
    caseId: 'c1',
    logDate: '2026-11-25',
    log_safety: 'none',
    $opener: 'a1',
    $waited: '90',
  })
  // A clock that was put back meanwhile.
  expect(bodyOf(entry, at - 5000).get('$waited')).toBe('0')
})

test('a correction, and a form of nobody, is no entry that waits', () => {
  const fields: [string, string][] = [
    ['id', 'e1'],
    ['caseId', 'c1'],
  ]
  expect(newWaiting({ account: '', kind: 'run', fields, ...quiet }, at)).toBeNull()
  expect(newWaiting({ account: 'a1', kind: 'run', fields: [['id', 'e1']], ...quiet }, at)).toBeNull()
  const corrected: [string, string][] = [...fields, ['supersedes', 'e0']]
  expect(newWaiting({ account: 'a1', kind: 'run', fields: corrected, ...quiet }, at)).toBeNull()
})

test('a tap that comes twice is the same entry, another number is not', () => {
  expect(isSame(waiting(), { ...waiting(), at: at + 1 })).toBe(true)
  expect(isSame(waiting(), { ...waiting(), fields: [['id', 'e1']] })).toBe(false)
})

test('saved is what the server itself says of this entry, and its fields leave the phone', () => {
  const next = '/today?case=c1&saved=run&entry=e1'
  for (const status of [200, 201])
    expect(settled(waiting(), { status, body: { id: 'e1', next } }, at)).toMatchObject({
      state: 'saved',
      fields: [],
      next,
    })
  // A network that wants to be signed in to answers anything with a page of its own.
  for (const body of [null, 'hello', {}, { id: 'other', next }, { ok: true }])
    expect(settled(waiting(), { status: 200, body }, at)).toEqual(waiting())
})

test('no answer, a server that is away and a page of somebody else leave it waiting', () => {
  const of = (answer: Parameters<typeof settled>[1]) => settled(waiting({ problem: 'fault' }), answer, at)
  const waits = { state: 'waits', problem: null }
  for (const answer of [null, { status: 0, body: null }])
    expect(of(answer)).toMatchObject({ ...waits, message: null })
  const away = { ...waits, message: expect.stringContaining('tried again') }
  for (const [status, body] of [
    [503, { error: 'x' }],
    [502, null],
    [504, null],
  ] as const)
    expect(of({ status, body })).toMatchObject(away)
})

test('it waits for its own person to sign in', () => {
  expect(settled(waiting(), { status: 401, body: { error: 'x' } }, at).problem).toBe('signed_out')
  expect(settled(waiting(), { status: 401, body: { error: 'x', other: true } }, at)).toMatchObject({
    state: 'waits',
    problem: 'other',
  })
})

test('an answer that is not ours is a fault, and pauses', () => {
  for (const status of [401, 403, 404, 413])
    expect(settled(waiting(), { status, body: null }, at)).toMatchObject({ problem: 'fault', tries: 1 })
})

test('a severe pain and a dangerous answer stop the plan before any script ran', () => {
  const about = { phone: '044 1', severe: 'Please stop. Call 112.' }
  for (const name of ['score', 'pain_during', 'pain_after', 'item.1.pain'])
    expect(wordsOfPosted([[name, '8']], about).shown).toEqual([
      { tone: 'red', text: 'Please stop. Call 112.', numbers: ['044 1', '112'] },
    ])
  expect(
    wordsOfPosted(
      [
        ['minutes', '42'],
        ['score', '7'],
        ['log_safety', 'none'],
      ],
      about,
    ),
  ).toEqual(quiet)
  expect(wordsOfPosted([['log_safety', 'chest_or_breath']], about).paused?.text).toContain('044 1')
  expect(wordsOfPosted([['score', '9']], null).shown[0]?.text).toContain('Please call the clinic.')
})

test('a number tapped hours later from the same page is another one', () => {
  const one = waiting({ kind: 'pain' })
  expect([isSame(one, { ...one, at: at + 59_000 }), isSame(one, { ...one, at: at + 61_000 })]).toEqual([
    true,
    false,
  ])
  expect(isSameTap(one, waiting({ kind: 'pain', id: 'e2', at: at + 1000 }))).toBe(true)
  expect(isSameTap(one, waiting({ kind: 'pain', id: 'e2', at: at + 61_000 }))).toBe(false)
})

test('what is dangerous goes first, and a wait has an end', () => {
  const word = { tone: 'red' as const, text: 'Call.', numbers: [] }
  const order = inTurn([waiting({ id: 'a' }), waiting({ id: 'b', paused: word }), waiting({ id: 'c' })])
  expect(order.map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  expect(bodyOf(waiting(), at + 1e12).get('$waited')).toBe('1209600')
})

test('a number says on which day its page was drawn, before which it was not tapped', () => {
  const fields: [string, string][] = [
    ['$drawn', '2026-11-25'],
    ['id', 'e1'],
    ['caseId', 'c1'],
    ['score', '4'],
  ]
  const entry = newWaiting({ account: 'a1', kind: 'pain', fields, ...quiet }, at)
  expect(entry?.fields.map(([name]) => name)).toEqual(['id', 'caseId', 'score'])
  expect(entry && bodyOf(entry, at).get('$drawn')).toBe('2026-11-25')
  expect(bodyOf(waiting(), at).has('$drawn')).toBe(false)
})

test('a clock that is put back does not keep a fault from being tried again', () => {
  const pause = waiting({ notBefore: at + 3_600_000 })
  expect([isDue(pause, at), isDue(pause, at - 60_000)]).toEqual([false, true])
})

test('after a fault it is tried again, later each time', () => {
  const fault = { status: 500, body: { error: 'x' } }
  const first = settled(waiting(), fault, at)
  expect(first).toMatchObject({ state: 'waits', problem: 'fault', tries: 1 })
  expect([isDue(first, at), isDue(first, at + 15_000)]).toEqual([false, true])
  const pauses = [...Array(12).keys()].map((tries) => settled(waiting({ tries }), fault, 0).notBefore)
  expect(pauses.slice(0, 3)).toEqual([15_000, 30_000, 60_000])
  expect(pauses.at(-1)).toBe(3_600_000)
})

test('refused, it says why, keeps what was entered and is not sent again', () => {
  const fieldErrors = { logDate: ['Choose a day of the last 14 days.'] }
  const body = { error: 'Please check the marked answers.', fieldErrors }
  const refused = settled(waiting(), { status: 422, body }, at)
  expect(refused).toMatchObject({
    state: 'refused',
    message: 'Please check the marked answers. Choose a day of the last 14 days.',
    taken: false,
    fields: waiting().fields,
  })
  expect(isDue(refused, at + 1e9)).toBe(false)
  const taken = settled(waiting(), { status: 409, body: { error: 'Taken.' } }, at)
  expect(taken).toMatchObject({ taken: true, ended: false })
  const over = settled(waiting(), { status: 409, body: { error: 'Over.', ended: true } }, at)
  expect(over).toMatchObject({ taken: false, ended: true })
})

test('what the clinic heard it knows, though the entry is not saved; a fault has its words and its code', () => {
  const fault = { status: 500, body: { error: 'Call us. Not saved.', code: 'ABC123', heard: true } }
  const told = settled(waiting(), fault, at)
  const known = { heard: true, message: 'Call us. Not saved.', code: 'ABC123' }
  expect(told).toMatchObject({ state: 'waits', problem: 'fault', ...known })
  expect(settled(told, null, at)).toMatchObject({ heard: true, message: null, code: null })
  const refused = settled(waiting(), { status: 422, body: { error: 'x', heard: true } }, at)
  expect(refused).toMatchObject({ state: 'refused', heard: true })
  expect(settled(waiting(), { status: 422, body: { error: 'x' } }, at).heard).toBe(false)
})
