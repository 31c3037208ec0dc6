import { expect, it } from 'vitest'
import { StopScreen } from '#components/intake/stop-screen.tsx'
import { patientMessages } from '#lib/flags/messages/rules.ts'
import { markedMessages } from '#lib/intake/drafts/messages/rules.ts'
import type { FormFrame } from '#lib/intake/drafts/queries.ts'
import type { Unsaved } from '#lib/intake/drafts/rules.ts'
import { text } from '../render.ts'
import { formFrame } from './frame.ts'

const numbers = { clinicPhone: '044 1', emergencyNumber: '144', outOfHoursPhone: '044 2' }
const messages = markedMessages(patientMessages(['flag_chest_breath'], numbers, {}), [])
const frame = formFrame({ numbers, messages, call: '144' })
const page = (of: Partial<FormFrame>, unsaved: Unsaved | null) =>
  text(
    <StopScreen
      {...{ frame: { ...frame, ...of }, messages, base: '/f/x', to: 'safety', unsaved }}
      goOn={async () => ({ status: 'idle' as const })}
    />,
  )

it('says that answers are saved only where they are', () => {
  expect(page({}, null)).toContain('Your answers are saved.')
  const older = page({}, 'newer')
  expect(older).not.toContain('are saved.')
  expect(older).toContain('newer answers from another tab or device are kept')
  expect(older).toContain('Correct an answer')
  const fault = page({}, 'fault')
  expect(fault).not.toMatch(/are saved\.|another tab/)
  expect(fault).toContain('something went wrong on our side. Please answer it again')
})

it('offers no call without a number', () => {
  const none = { clinicPhone: '', emergencyNumber: '', outOfHoursPhone: '' }
  const words = page(
    { numbers: none, call: '', messages: markedMessages(patientMessages(['flag_chest_breath'], none), []) },
    null,
  )
  expect(words).not.toContain('Call the clinic')
  expect(words).not.toMatch(/Call\s*$|Call\s+Your answers/)
})

it('offers nothing that a form does not take any more', () => {
  for (const over of [{ sent: true }, { closed: 'reviewed' as const }]) {
    const late = page(over, 'newer')
    expect(late).toContain('takes no more answers')
    expect(late).not.toContain('Correct an answer')
    expect(late).not.toContain('are saved.')
    expect(page(over, null)).not.toContain('finish the form later')
  }
})
