import { expect, it } from 'vitest'
import { NotAskedNotice } from '#components/alerts/not-asked.tsx'
import { WorklistScreen } from '#components/alerts/worklist-screen.tsx'
import type { WaitingFlag } from '#lib/alerts/worklist/schema.ts'
import { html, text } from './render.ts'

const cases = (many: number) =>
  Array.from({ length: many }, (_, at) => ({
    caseId: `c${at}`,
    name: `Eva ${at}`,
    number: `SW-${at}`,
    dayText: 'Thu 12 Nov',
  }))

it('names the cases that the night could not look at, and links each', () => {
  const said = text(<NotAskedNotice cases={cases(2)} />)
  expect(said).toContain('The rules could not look at 2 cases in the night of Thu 12 Nov')
  expect(said).toMatch(/Look at\s+Eva 0\s+\(SW-0\)\s*,\s+Eva 1\s+\(SW-1\)\s+yourself\./)
  expect(html(<NotAskedNotice cases={cases(1)} />)).toContain('href="/cases/c0"')
  expect(text(<NotAskedNotice cases={cases(23)} />)).toMatch(/\(SW-19\)\s+and 3 more\s+yourself\./)
  expect(html(<NotAskedNotice cases={[]} />)).toBe('')
})

it('says that nothing waits only where no red flag does', () => {
  const patient = { name: 'Eva', number: 'SW-1' }
  const flag: WaitingFlag = {
    id: 'f',
    title: 'Hot joint',
    urgency: 'same_day',
    urgencyText: 'Same day',
    raisedText: 'today',
    cameText: null,
    patient,
    caseId: 'c',
    caseText: 'Knee',
    owner: null,
  }
  const list = (flags: readonly WaitingFlag[]) =>
    text(
      <WorklistScreen
        list={{
          search: { view: 'mine', page: 1 },
          counts: { mine: 0, team: 0, snoozed: 0 },
          flags,
          notAsked: [],
          silence: { unlooked: null, uncalled: null },
          cards: [],
          found: 0,
          page: 1,
          pages: 1,
        }}
      />,
    )
  expect(list([])).toContain('Nothing waits for you')
  expect(list([flag])).toContain('Hot joint')
  expect(list([flag])).not.toContain('Nothing waits for you')
})
