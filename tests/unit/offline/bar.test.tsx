import { expect, test } from 'vitest'
import { entryName, WaitingBar, WaitingWords } from '#components/offline/outbox-bar.tsx'
import { draftFields, draftPlace } from '#components/offline/refused-entry.tsx'
import { WaitsNotice } from '#components/offline/waits-here.tsx'
import { newWaiting, type Waiting } from '#public/offline/outbox.js'
import { html, text } from '../components/render.ts'

const at = Date.parse('2026-11-26T23:30:00Z')
const zone = 'Europe/Zurich'

function waiting(extra: Partial<Waiting> = {}): Waiting {
  const fields: [string, string][] = [
    ['id', 'e1'],
    ['caseId', 'c1'],
    ['logDate', '2026-11-26'],
  ]
  const entry = newWaiting({ account: 'a1', kind: 'run', fields, shown: [], paused: null }, at)
  if (!entry) throw new Error('no entry')
  return { ...entry, ...extra }
}

test('the bar says how many entries wait, which, and that nothing is to be done', () => {
  const one = text(<WaitingBar entries={[waiting()]} zone={zone} />)
  expect(one).toContain('1 entry waits on this phone. It goes by itself as soon as there is a connection.')
  expect(one).toContain('Your run of Thu 26 Nov')
  const two = text(<WaitingBar entries={[waiting(), waiting({ id: 'e2' })]} zone={zone} />)
  expect(two).toContain('2 entries wait on this phone. They go by themselves')
  expect(html(<WaitingBar entries={[]} zone={zone} />)).toBe('')
})

test('a number that was tapped is of the day of its moment, on the clock of the patient', () => {
  expect(entryName({ kind: 'pain', day: null, at }, zone)).toBe('Your pain score of Fri 27 Nov')
})

test('why it waits although there is a connection is said with what to do', () => {
  const bar = (problem: Waiting['problem']) =>
    html(<WaitingBar entries={[waiting({ problem })]} zone={zone} />)
  expect(bar('signed_out')).toContain('Sign in, then it is sent.')
  expect(bar('signed_out')).toContain('href="/sign-in?next=%2Ftoday&amp;why=waits"')
  expect(bar('other')).toContain('Somebody else is signed in on this phone.')
  expect(bar('fault')).toContain('It is tried again later.')
})

test('on the sign-in something waits, without what it is or whose', () => {
  expect(html(<WaitsNotice count={0} phone="044 1" />)).toBe('')
  const one = <WaitsNotice count={1} phone="044 1" />
  expect(text(one)).toMatch(/^An entry waits on this phone\. Sign in to send it, or call the clinic at 044 1/)
  expect(html(one)).toContain('href="tel:0441"')
  expect(text(<WaitsNotice count={2} phone={null} />)).toBe(
    '2 entries wait on this phone. Sign in to send them, or call the clinic.',
  )
})

test('what a dangerous answer asks for stands there once, with numbers to call', () => {
  const word = { tone: 'red', text: 'Call 044 1 today.', numbers: ['044 1'] } as const
  const shown = [{ ...word, numbers: [...word.numbers] }]
  const page = html(<WaitingWords entries={[waiting({ shown }), waiting({ id: 'e2', shown })]} />)
  expect(page.match(/today\./g)).toHaveLength(1)
  expect(page).toContain('href="tel:0441"')
  expect(page).toContain('nobody at the clinic knows of it yet')
  expect(html(<WaitingWords entries={[waiting()]} />)).toBe('')
  const saved = html(
    <WaitingWords entries={[waiting({ shown, state: 'saved', next: '/today?saved=run' })]} />,
  )
  expect(saved).toContain('The clinic has this now.')
  expect(saved).toContain('href="/today?saved=run"')
  expect(html(<WaitingWords entries={[waiting({ shown, state: 'refused' })]} />)).toContain(
    'This was not saved',
  )
})

test('a refused entry goes back into the form of its day, or of today where its day is over', () => {
  const now = new Date('2026-11-27T08:00:00Z')
  expect(draftPlace(waiting(), zone, now)).toEqual({
    of: { kind: 'run', accountId: 'a1', caseId: 'c1', day: '2026-11-26' },
    href: '/today/run?case=c1&day=2026-11-26',
  })
  expect(draftPlace(waiting({ day: '2026-11-01' }), zone, now).of?.day).toBe('2026-11-27')
  expect(draftPlace(waiting({ kind: 'pain', day: null }), zone, now)).toEqual({
    of: null,
    href: '/today/pain?case=c1&day=2026-11-27',
  })
})

test('where something else is saved under its id it becomes an entry of its own', () => {
  expect(draftFields(waiting())).toContainEqual(['id', 'e1'])
  expect(draftFields(waiting({ taken: true }))).not.toContainEqual(['id', 'e1'])
})
