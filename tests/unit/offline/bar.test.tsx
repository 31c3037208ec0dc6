import { afterEach, expect, test, vi } from 'vitest'
import { entryName, WaitingBar, WaitingWords } from '#components/offline/outbox-bar.tsx'
import { draftFields, draftPlace, RefusedEntry } from '#components/offline/refused-entry.tsx'
import { forgetTakenUp } from '#components/offline/taken-up.ts'
import { WaitsNotice } from '#components/offline/waits-here.tsx'
import { newWaiting, type Waiting } from '#public/offline/outbox.js'
import { html, text } from '../components/render.ts'
import { phoneWith } from './phone.ts'

afterEach(() => vi.unstubAllGlobals())

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
  const refused = text(<WaitsNotice count={0} refused={1} phone={null} />)
  expect(refused).toBe(
    'An entry was not taken, and is only on this phone. Sign in to look at it, or call the clinic.',
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

test('where the clinic was told all the same it says so, and a fault says what went wrong with its code', () => {
  const shown = [{ tone: 'red' as const, text: 'Call.', numbers: [] }]
  const words = (extra: Partial<Waiting>) =>
    text(<WaitingWords entries={[waiting({ shown, heard: true, ...extra })]} />)
  expect(words({ problem: 'fault' })).toContain(
    'The clinic knows of this; the entry itself is not saved yet.',
  )
  expect(words({ state: 'refused' })).toContain('The clinic knows of this, but the entry is not saved.')
  for (const extra of [{}, { state: 'refused' as const }])
    expect(words(extra)).not.toMatch(/nobody|may not know/)
  const bar = (extra: Partial<Waiting>) => text(<WaitingBar entries={[waiting(extra)]} zone={zone} />)
  const fault = bar({ problem: 'fault', message: 'Call us. Not saved.', code: 'ABC123' })
  expect(fault).toContain(
    'Call us. Not saved. It is tried again later. If it stays, tell your clinic the code ABC123.',
  )
  expect(bar({ message: 'Stepwise cannot save now.' })).toContain('Stepwise cannot save now.')
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

test('an entry of a treatment that has ended shows what it says, and can only be deleted', () => {
  const message = 'This treatment has ended, so nothing was saved. Call the clinic at 044 123 45 67.'
  const fields: [string, string][] = [
    ...waiting().fields,
    ['distance', '5'],
    ['unit', 'km'],
    ['pain_during', '4'],
    ['log_safety', 'calf_swollen'],
    ['note', 'My calf is thick'],
  ]
  const page = (extra: Partial<Waiting>) =>
    text(
      <RefusedEntry
        entry={waiting({ state: 'refused', message, fields, ...extra })}
        name="Your run"
        zone={zone}
      />,
    )
  expect(page({ ended: true })).toMatch(
    /has ended.*044 123 45 67.*5 km, pain during it 4 of 10, .*calf.*My calf is thick.*Delete it/,
  )
  expect(page({ ended: true })).not.toContain('Open it')
  expect(page({})).toContain('Open it')
})

test('an entry that was opened again waits until its form has read it, and another one is left alone', async () => {
  const { rows } = await phoneWith()
  const fields: [string, string][] = [...waiting().fields, ['log_safety', 'fever_unwell']]
  const refused = { state: 'refused', taken: true, fields } as const
  const others = [
    { id: 'e2', account: 'a2' },
    { id: 'e3', caseId: 'c2' },
    { id: 'e4', kind: 'morning' },
  ] as const
  for (const one of [
    ...others.map((of) => ({ ...refused, ...of })),
    { ...refused, id: 'e5', state: 'waits' } as const,
  ])
    rows.set(one.id, waiting(one))
  rows.set('e1', waiting(refused))
  const form = { kind: 'run', accountId: 'a1', caseId: 'c1' } as const
  await forgetTakenUp(form, waiting().fields)
  expect(rows.has('e1')).toBe(true)
  await forgetTakenUp(form, draftFields(waiting(refused)))
  expect([...rows.keys()]).toEqual(['e2', 'e3', 'e4', 'e5'])
})
