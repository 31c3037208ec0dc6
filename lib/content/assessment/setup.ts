/** What is written beside the findings: set-up, notes and the statements at the end. No rule of factors reads these. */
import { options } from './make.ts'
import type { Option, SectionId } from './types.ts'

/** With what was measured: values of different devices are not compared (clinical/assessment.md 1.4 [90][105]). */
export const devices: Partial<Record<SectionId, readonly Option[]>> = {
  observation: options({ goniometer: 'Goniometer', inclinometer: 'Inclinometer', phone: 'Phone app' }),
  strength: options({
    belt: 'Dynamometer with belt',
    frame: 'Dynamometer in a frame',
    hand: 'Dynamometer, free hand',
    scale: 'Crane or luggage scale',
  }),
  flexibility: options({ goniometer: 'Goniometer', inclinometer: 'Inclinometer', phone: 'Phone app' }),
  gait: options({ video_60: 'Video, 60 frames or more', video_slow: 'Video, fewer frames', eye: 'By eye' }),
}

export const yesNo = options({ yes: 'Yes', no: 'No' })
