import { expect, test } from 'vitest'
import { MyProgramScreen } from '#components/programs/my-program-screen.tsx'
import { text } from './render.ts'

const left = { id: 'c1', side: 'left', complaint: 'Stairs' } as const
const right = { id: 'c2', side: 'right', complaint: 'Runs' } as const

const ended = (cases: Parameters<typeof MyProgramScreen>[0]['cases'], advised = false) =>
  text(
    <MyProgramScreen program={{ state: 'ended', phase: null }} cases={cases} asked="c1" advised={advised} />,
  )

test('a treatment that ended points to advice only where some was given', () => {
  expect(ended([left], true)).toContain('What you can do by yourself stands below. Call us when')
  expect(ended([left])).not.toContain('stands below')
  expect(ended([left])).toContain('Call us when the knee troubles you again.')
})

test('a treatment that ended beside another one is that of its knee', () => {
  expect(ended([left])).toContain('Your treatment here is finished')
  expect(ended([right, left])).toContain('The treatment of this knee is finished')
  expect(ended([right, left])).not.toContain('Your treatment here')
  // What stands below is the advice of the treatment that goes on.
  expect(ended([right, left], true)).not.toContain('stands below')
})
