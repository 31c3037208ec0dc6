import { expect, test } from 'vitest'
import { MorningScreen } from '#components/tracking/morning/morning-screen.tsx'
import { OldPage, OldPageNotice } from '#components/tracking/old-page/old-page.tsx'
import { ShownAfter } from '#components/tracking/old-page/shown-after.tsx'
import { PainScreen } from '#components/tracking/pain/pain-screen.tsx'
import { SessionScreen } from '#components/tracking/session/session-screen.tsx'
import type { SessionFormView } from '#lib/tracking/session-logs/schema.ts'
import { html, text } from './render.ts'

const today = '2026-11-23'
const frame = {
  caseId: 'c1',
  knee: null,
  day: today,
  today,
  earliest: '2026-11-09',
  supersedes: null,
  after: false,
}
const session: SessionFormView = {
  ...frame,
  id: 's1',
  answers: null,
  words: null,
  waits: null,
  mornings: [],
  run: false,
  ranElsewhere: null,
  items: [],
  state: 'extra',
  note: '',
}

test('a form that saves to the day it was opened on names that day, also while it is today', () => {
  expect(text(<SessionScreen view={session} />)).toContain('Exercises of Mon 23 Nov')
  const morning = <MorningScreen id="n1" view={{ ...frame, before: null, entered: null, words: null }} />
  expect(text(morning)).toContain('when you woke up on Mon 23 Nov?')
  const worst = { ...frame, context: 'day_worst' as const, before: null, entered: null }
  expect(text(<PainScreen id="n1" view={worst} problem={null} />)).toContain('at its worst on Mon 23 Nov?')
})

test('a page of the day before says so from midnight of her zone on, with a way to either day', () => {
  const old = OldPage({ path: '/today/run', view: frame, timeZone: 'Asia/Kathmandu' })
  expect(old?.type).toBe(ShownAfter)
  expect(new Date(old?.props.at).toISOString()).toBe('2026-11-23T18:15:00.000Z')
  // Until then, and without a script, the named day is all.
  expect(html(<div>{old}</div>)).toBe('<div></div>')
  const notice = <OldPageNotice path="/today/run" view={frame} />
  expect(text(notice)).toContain('This page is from Mon 23 Nov')
  expect(html(notice)).toContain('href="/today/run?case=c1&amp;day=2026-11-23"')
  expect(html(notice)).toContain('href="/today/run?case=c1"')
  expect(OldPage({ path: '/today/run', view: { ...frame, day: '2026-11-20' }, timeZone: 'UTC' })).toBeNull()
})
