import { expect, test } from 'vitest'
import { MyProgramScreen } from '#components/programs/my-program-screen.tsx'
import { text } from './render.ts'

const left = { id: 'c1', side: 'left', complaint: 'Stairs' } as const
const right = { id: 'c2', side: 'right', complaint: 'Runs' } as const

test('a treatment that ended beside another one is that of its knee', () => {
  const ended = (cases: Parameters<typeof MyProgramScreen>[0]['cases'], advised = true) =>
    text(
      <MyProgramScreen
        program={{ state: 'ended', phase: null }}
        cases={cases}
        asked="c1"
        advised={advised}
      />,
    )
  expect(ended([left])).toContain('Your treatment here is finished')
  expect(ended([right, left])).toContain('The treatment of this knee is finished')
  expect(ended([right, left])).not.toContain('Your treatment here')
  // What stands below is the advice of the treatment that goes on.
  const below = 'What you can do by yourself stands below'
  expect(
    [ended([left]), ended([right, left]), ended([left], false)].map((all) => all.includes(below)),
  ).toEqual([true, false, false])
})
