import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { LostBySignOut } from '#components/accounts/patient-sign-out.tsx'
import { FormScreen } from '#components/outcomes/form-screen.tsx'
import {
  answersOnly,
  askedAnew,
  type DraftOf,
  daysKept,
  fillForm,
  forgetDraft,
  forgetOldDrafts,
  forgetSaved,
  isBegun,
  keptDraft,
  keptFields,
  putDraft,
  reachedFields,
  unsentEntries,
} from '#components/tracking/draft/draft.ts'
import { KeptForm } from '#components/tracking/draft/kept-form.tsx'
import { SentEntry, UnsentEntry } from '#components/tracking/draft/unsent-entries.tsx'
import { MorningForm } from '#components/tracking/morning/morning-form.tsx'
import { MorningScreen } from '#components/tracking/morning/morning-screen.tsx'
import { RunForm } from '#components/tracking/run/run-form.tsx'
import { RunScreen } from '#components/tracking/run/run-screen.tsx'
import { SessionForm } from '#components/tracking/session/session-form.tsx'
import { SessionScreen } from '#components/tracking/session/session-screen.tsx'
import type { FormView } from '#lib/outcomes/forms/schema.ts'
import { DAYS_BACK } from '#lib/tracking/entries/schema.ts'
import type { MorningFormView } from '#lib/tracking/pain-scores/schema.ts'
import type { RunFormView } from '#lib/tracking/run-logs/schema.ts'
import type { SessionFormView } from '#lib/tracking/session-logs/schema.ts'
import { KEPT_DAYS } from '#public/offline/pages.js'
import { text } from './render.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** What a phone keeps, and how it is asked for. */
function phone(kept: Record<string, string>): Record<string, string> {
  const methods = {
    getItem: (name: string) => storage[name] ?? null,
    removeItem: (name: string) => delete storage[name],
  }
  const storage: Record<string, string> = Object.assign(Object.create(methods), kept)
  vi.stubGlobal('localStorage', storage)
  return storage
}
const keptAs = (id = 's1') => JSON.stringify({ fields: [['id', id]], flow: null })
const of = (day: string): DraftOf => ({ kind: 'session', accountId: 'a1', caseId: 'c1', day })

test('a draft keeps the id of its entry, so that sent again it is one, until something else was saved under it', () => {
  const posted = new FormData()
  for (const [name, value] of Object.entries({ id: 'e1', note: 'Stairs', $ACTION: 'x' }))
    posted.append(name, value)
  expect(keptFields(posted, false)).toEqual([
    ['id', 'e1'],
    ['note', 'Stairs'],
  ])
  expect(keptFields(posted, true)).toEqual([['note', 'Stairs']])
})

test('an entry that was saved forgets its own draft and leaves that of another day', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00Z') })
  const [one, two] = ['stepwise.session.a1.c1.2026-11-23', 'stepwise.run.a1.c1.2026-11-24']
  const storage = phone({ [one]: keptAs(), [two]: keptAs('s2'), other: 'x' })
  forgetDraft('s1')
  expect(Object.keys(storage)).toEqual([two, 'other'])
})

test('a draft whose entry is in the record goes, and the start page says where it is', () => {
  const mine = 'stepwise.session.a1.c1.2026-11-25'
  const others = {
    'stepwise.session.a2.c1.2026-11-25': keptAs(),
    'stepwise.run.a1.c1.2026-11-25': keptAs('r1'),
  }
  const storage = phone({ [mine]: keptAs(), ...others })
  expect(forgetSaved('a1', ['s1', 's2'])).toEqual([of('2026-11-25')])
  expect(Object.keys(storage)).toEqual(Object.keys(others))
  expect(forgetSaved('a1', ['s1', 's2'])).toEqual([])
  const said = <SentEntry entry={of('2026-11-25')} knee={null} today="2026-11-25" />
  expect(text(said)).toContain('Your session of today is in your entries')
})

test('a draft that is opened again keeps what was noticed, and asks anew whether anything was', () => {
  const note: [string, string] = ['note', 'none']
  expect(askedAnew([['log_safety', 'none'], note])).toEqual([note])
  const told: [string, string][] = [
    ['log_safety', 'calf_swollen'],
    ['log_safety', 'new_injury'],
    ['rf_pop', 'no'],
  ]
  expect(askedAnew(told)).toEqual(told)
})

test('a questionnaire is kept for the day on which it was ticked, is gone once it is sent, and says no text or row of its own', () => {
  const form = (day: string): DraftOf => ({ ...of(day), kind: 'form-koos_pf' })
  const [before, now] = ['stepwise.form-koos_pf.a1.c1.2026-11-24', 'stepwise.form-koos_pf.a1.c1.2026-11-25']
  const storage = phone({ [before]: keptAs('f1'), [now]: keptAs('f2') })
  forgetOldDrafts('2026-11-25')
  expect(Object.keys(storage)).toEqual([now])
  const entry = { entry: form('2026-11-25'), knee: null, today: '2026-11-25' } as const
  const unsent = <UnsentEntry {...entry} onForget={() => undefined} />
  expect(text(unsent)).toContain('Your form of today is not saved yet')
  expect(renderToStaticMarkup(unsent)).toContain('href="/my/forms/koos_pf?case=c1"')
  expect(forgetSaved('a1', ['f2'])).toEqual([form('2026-11-25')])
  expect(Object.keys(storage)).toEqual([])
  expect(renderToStaticMarkup(<SentEntry {...entry} />)).toContain('href="/my/forms?case=c1"')
  const fields = ['id', 'packId', 'supersedes', 'koos_pf_1'].map((name): [string, string] => [name, 'x'])
  expect(answersOnly(fields).map(([name]) => name)).toEqual(['id', 'koos_pf_1'])
})

test('what could not be sent is kept as long as an entry may be about its day, and found by its person', () => {
  const now = Date.parse('2026-11-25T12:00:00Z')
  vi.useFakeTimers({ now })
  const storage = phone({
    'stepwise.session.a1.c1.2026-11-23': keptAs(),
    'stepwise.morning.a1.c1.2026-11-22': keptAs('m1'),
    'stepwise.run.a2.c9.2026-11-23': keptAs('r1'),
    'stepwise.session.a1.c1.2026-11-09': keptAs('s9'),
    'stepwise.session.a1.c1.2026-11-20': 'not to be read',
    theme: 'dark',
  })
  expect(keptDraft(of('2026-11-23'))?.fields).toEqual([['id', 's1']])
  // The clock of a phone may be a month ahead: what is too old says only a day that the server knew.
  vi.setSystemTime(now + 30 * 86_400_000)
  expect(keptDraft(of('2026-11-09'))?.fields).toEqual([['id', 's9']])
  forgetOldDrafts('2026-11-24')
  expect(keptDraft(of('2026-11-09'))?.fields).toEqual([['id', 's9']])
  forgetOldDrafts('2026-11-25')
  expect(keptDraft(of('2026-11-09'))).toBeNull()
  expect(unsentEntries('a1')).toEqual([{ ...of('2026-11-22'), kind: 'morning' }, of('2026-11-23')])
  expect(Object.keys(storage)).toHaveLength(4)
})

test('the phone and the server mean the same number of days', () => {
  expect([daysKept, KEPT_DAYS]).toEqual([DAYS_BACK, DAYS_BACK])
})

test('the start page names an entry that waits on the phone, and leads to the form of its day', () => {
  const entry = (kind: DraftOf['kind'], day: string) => (
    <UnsentEntry
      entry={{ ...of(day), kind }}
      knee={kind === 'run' ? 'Left knee' : null}
      today="2026-11-25"
      onForget={() => undefined}
    />
  )
  expect(text(entry('session', '2026-11-23'))).toContain('Your session of Mon 23 Nov is not saved yet')
  expect(text(entry('run', '2026-11-24'))).toContain('Your run of yesterday (Left knee) is not saved yet')
  expect(renderToStaticMarkup(entry('morning', '2026-11-23'))).toContain(
    'href="/today/morning?case=c1&amp;day=2026-11-23"',
  )
})

type Fake = Record<'type' | 'name' | 'value' | 'defaultValue', string> & {
  checked: boolean
  defaultChecked: boolean
}
const box = (type: 'radio' | 'checkbox', name: string, value: string, was: boolean, is = was): Fake => ({
  type,
  name,
  value,
  defaultValue: value,
  checked: is,
  defaultChecked: was,
})
const note = (value: string): Fake => ({
  type: 'textarea',
  name: 'note',
  value,
  defaultValue: '',
  checked: false,
  defaultChecked: false,
})
const formOf = (controls: readonly Fake[]) =>
  ({ querySelectorAll: () => controls }) as unknown as HTMLFormElement

test('a draft fills what it knows; an exercise that came meanwhile keeps what the page says', () => {
  const controls = [
    ...[box('radio', 'old.how', 'planned', true), box('radio', 'old.how', 'skipped', false)],
    ...[box('radio', 'new.how', 'planned', true), box('radio', 'new.how', 'skipped', false)],
  ]
  fillForm(formOf(controls), [
    ['old.how', 'skipped'],
    ['gone.how', 'planned'],
  ])
  expect(controls.map(({ checked }) => checked)).toEqual([false, true, true, false])
})

test('of a session that was left half-way only the exercises that were come to go into a page that shows all', () => {
  const fields = ['a', 'b', 'c'].map((id): [string, string] => [`items.${id}.how`, 'planned'])
  const left = (flow: object | null) =>
    reachedFields({ fields: [['id', 's1'], ...fields, ['note', 'Stairs']], flow }).map(([name]) => name)
  const [a, b, c] = fields.map(([name]) => name)
  expect(left({ at: 1, stage: 'do', sets: [3, 0, 0], rest: null })).toEqual(['id', a, 'note'])
  expect(left({ at: 1, stage: 'ask', sets: [3, 0, 0], rest: null })).toEqual(['id', a, b, 'note'])
  expect(left({ at: 0, stage: 'do', sets: [0, 0, 1], rest: null })).toEqual(['id', c, 'note'])
  expect(left({ at: 3, stage: 'do', sets: [3, 3, 3], rest: null })).toEqual(['id', a, b, c, 'note'])
  expect(left(null)).toEqual(['id', a, b, c, 'note'])
})

test('what was answered before the script came stays, a danger answer too', () => {
  const controls = [
    ...[box('radio', 'pain', '2', false), box('radio', 'pain', '7', false, true)],
    ...[
      box('checkbox', 'log_safety', 'none', false),
      box('checkbox', 'log_safety', 'calf_swollen', false, true),
    ],
    ...[note('Typed on a slow line'), box('radio', 'how', 'skipped', false)],
  ]
  fillForm(formOf(controls), [
    ['pain', '2'],
    ['log_safety', 'none'],
    ['note', ''],
    ['how', 'skipped'],
  ])
  expect(controls.map(({ checked }) => checked)).toEqual([false, true, false, true, false, true])
  expect(controls[4]?.value).toBe('Typed on a slow line')
})

test('taken over by hand a draft goes before what the page says', () => {
  const controls = [box('radio', 'pain', '2', false), box('radio', 'pain', '7', true), note('Typed')]
  fillForm(
    formOf(controls),
    [
      ['pain', '2'],
      ['note', 'Kept'],
    ],
    true,
  )
  expect(controls.map(({ checked }) => checked)).toEqual([true, false, false])
  expect(controls[2]?.value).toBe('Kept')
})

test('an entry that is opened twice is the same draft; another one is not put in its place unasked', () => {
  const storage = phone({})
  Object.getPrototypeOf(storage).setItem = (name: string, text: string) => {
    storage[name] = text
  }
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00Z') })
  const put = (id: string) => putDraft(of('2026-11-23'), [['id', id]], false)
  expect([put('s1'), put('s1'), put('s2')]).toEqual(['kept', 'kept', 'other'])
})

test('a page that was only looked at is no entry that waits', () => {
  const select = { type: 'select-one', name: 'effort', value: '' }
  const options = [{ value: '', defaultSelected: true }, { value: '7' }]
  const untouched = [box('radio', 'how', 'planned', true), note('')]
  expect(isBegun(formOf([...untouched, { ...select, options } as unknown as Fake]))).toBe(false)
  expect(isBegun(formOf([...untouched, { ...select, value: '7', options } as unknown as Fake]))).toBe(true)
  expect(isBegun(formOf([...untouched, note('Stairs')]))).toBe(true)
})

const frame = { caseId: 'c1', knee: null, day: '2026-11-23', today: '2026-11-24', earliest: '2026-11-10' }
const asked = {
  ...frame,
  supersedes: null,
  after: false,
  answers: null,
  words: null,
  waits: null,
  mornings: [],
}
const session = { ...asked, id: 's1', run: false, ranElsewhere: null, items: [], note: '' }
const run = { ...asked, id: 'r1', paused: false, again: null, less: null, limit: null, values: {} }
const action = async () => ({ status: 'idle' as const })

type Drawn = { type: unknown; key: unknown; props: Record<string, unknown> }
/** The elements of a tree as it is written, not drawn. */
function within(node: unknown): Drawn[] {
  if (Array.isArray(node)) return node.flatMap(within)
  if (typeof node !== 'object' || node === null || !('props' in node)) return []
  const element = node as Drawn
  return [element, ...within(element.props.children)]
}
const keptOf = (tree: unknown) => within(tree).find(({ type }) => type === KeptForm)?.props

test('every own new entry is kept: a session of a day before and of a plan that waits, a run, a morning, a questionnaire', () => {
  const draftOf = (more: Partial<SessionFormView>) =>
    within(SessionScreen({ view: { ...session, state: 'planned', ...more } })).find(
      ({ type }) => type === SessionForm,
    )?.props
  const draft = { kind: 'session', caseId: 'c1', day: '2026-11-23' }
  expect(draftOf({})).toMatchObject({ draft, stepwise: false })
  expect(draftOf({ state: 'paused' })).toMatchObject({ draft, stepwise: false })
  expect(draftOf({ day: frame.today })).toMatchObject({ draft: { day: frame.today }, stepwise: true })
  expect(draftOf({ supersedes: 's0' })?.draft).toBeUndefined()
  const view = run as unknown as RunFormView
  expect(keptOf(RunForm({ view, action, size: 'phone' }))).toEqual({ ...draft, kind: 'run' })
  expect(keptOf(RunForm({ view: { ...view, supersedes: 'r0' }, action, size: 'phone' }))).toBeUndefined()
  expect(keptOf(RunForm({ view, action, size: 'desk' }))).toBeUndefined()
  const morning = { id: 'm1', view: { ...frame, words: null }, action }
  expect(keptOf(MorningForm({ ...morning, size: 'phone' }))).toEqual({ ...draft, kind: 'morning' })
  expect(keptOf(MorningForm({ ...morning, size: 'desk' }))).toBeUndefined()
  const koos = { ...frame, measure: 'koos', due: true, questions: [{}], languages: [] } as unknown as FormView
  const screen = FormScreen({ form: { ...koos, due: true }, id: 'f1', missing: null })
  expect(keptOf(screen)).toEqual({ kind: 'form-koos', caseId: 'c1', day: frame.today })
})

test('the page of another day, of another knee or of a correction has a form of its own, and one read again keeps it', () => {
  type Of = Partial<typeof asked> & { id?: string }
  const screens: ((of: Of) => unknown)[] = [
    (of) => SessionScreen({ view: { ...session, state: 'planned', ...of } as SessionFormView }),
    (of) => RunScreen({ view: { ...run, ...of } as unknown as RunFormView }),
    (of) =>
      MorningScreen({
        id: of.id ?? 'm1',
        view: { ...frame, before: null, entered: null, words: null, ...of } as MorningFormView,
      }),
  ]
  const forms: readonly unknown[] = [SessionForm, RunForm, MorningForm]
  const ofAnother = [{ day: frame.today }, { caseId: 'c2' }, { supersedes: 's0' }] as unknown as Of[]
  for (const screen of screens) {
    const key = (of: Of) => within(screen(of)).find(({ type }) => forms.includes(type))?.key
    expect(key({ id: 'another' })).toBe(key({}))
    expect(new Set([{}, ...ofAnother].map(key)).size).toBe(4)
  }
})

test('signing out says first which entries it deletes from the phone, and leads to each', () => {
  const notice = <LostBySignOut unsent={[{ ...of('2026-11-23'), kind: 'run' }]} />
  expect(text(notice)).toContain('Your run of Mon 23 Nov is not saved yet.')
  expect(text(notice)).toContain('Signing out deletes')
  expect(renderToStaticMarkup(notice)).toContain('href="/today/run?case=c1&amp;day=2026-11-23"')
  expect(text(<LostBySignOut unsent={[]} />)).toBe('')
  const refused = text(<LostBySignOut unsent={[]} refused={2} />)
  expect(refused).toContain('2 entries were not taken, and are only on this phone.')
  expect(refused).not.toContain('connection')
})
