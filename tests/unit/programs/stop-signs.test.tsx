import { expect, it } from 'vitest'
import { HandoutScreen } from '#components/programs/handout-screen.tsx'
import { logSafetyOptions } from '#lib/content/flags/log-safety.ts'
import { newId } from '#lib/ids.ts'
import { stopSigns } from '#lib/programs/handout/rules.ts'
import type { PlainItem, PlainPhase } from '#lib/programs/plain/schema.ts'
import { html } from '../components/render.ts'

it('the sheet asks what every log asks first, and calls an ambulance where a flag of the answer does', () => {
  const asked = logSafetyOptions.map(({ label }) => label).filter((label) => label !== 'None of these')
  expect(stopSigns.emergency.map((sign) => sign.slice(0, 22))).toEqual([
    'Chest pain, trouble br',
    'The foot is cold, pale',
    'The kneecap or knee lo',
    'Numbness between the l',
    'The knee is swollen an',
  ])
  expect(new Set([...stopSigns.emergency, ...stopSigns.clinic])).toEqual(
    new Set([...asked, stopSigns.emergency.at(-1)]),
  )
})

const bridge: PlainItem = {
  key: 'bridge',
  exerciseId: 'ex_hip_bridge',
  name: 'Bridge',
  dose: '3 sets of 12',
  load: '',
  effort: '',
  rest: '',
  tempo: '',
  days: 'Mon',
  today: false,
  eachRun: false,
  optional: false,
  note: '',
  limit: '',
  less: 'For now: 2 sets instead of 3.',
}

it('whoever trains from paper reads whom to call; where no plan is printed nothing tells her to train', () => {
  const phase: PlainPhase = {
    name: 'Settle',
    number: 1,
    count: 2,
    weekText: 'Week 1',
    items: [bridge],
    later: [],
    exLimit: 3,
    runLimit: 2,
    again: null,
    held: false,
    runPlan: null,
    runCap: null,
  }
  const handout = {
    caseId: newId(),
    name: 'Ann',
    number: 'SW-1',
    knee: 'Left knee',
    clinic: 'Knee Clinic',
    dayText: 'As of today',
    why: null,
    explanations: [],
    advice: [],
    numbers: { clinicPhone: '041 1', emergencyNumber: '112', outOfHoursPhone: '041 2' },
    severeFrom: 7,
  }
  const paper = html(<HandoutScreen handout={{ ...handout, phase }} />)
  for (const words of ['Call 112 at once', '041 1', '041 2', 'Pain of 7 of 10', 'Left knee', 'Knee Clinic'])
    expect(paper).toContain(words)
  // In the plan, and beside the dose of the exercise.
  expect(paper.split('For now: 2 sets instead of 3.')).toHaveLength(3)
  const none = html(<HandoutScreen handout={{ ...handout, phase: null, why: 'The program is paused.' }} />)
  expect(none).toContain('The program is paused.')
  expect(none).not.toContain('before you exercise')
})
