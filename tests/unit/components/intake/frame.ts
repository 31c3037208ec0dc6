import { newId } from '#lib/ids.ts'
import type { FormFrame } from '#lib/intake/drafts/queries.ts'

/** A form that is being filled in by the patient herself. */
export const formFrame = (of: Pick<FormFrame, 'numbers' | 'messages' | 'call'>): FormFrame => ({
  intakeId: newId(),
  kind: 'intake',
  heading: 'Your form',
  knee: null,
  reviewText: null,
  closed: null,
  again: null,
  clinicName: 'Test clinic',
  patientName: 'Test Person',
  onBehalf: false,
  sent: false,
  readBy: 'clinic',
  unfinished: false,
  steps: [],
  unread: false,
  resume: 'check',
  correct: 'safety',
  underAge: false,
  underAgeText: '',
  ...of,
})
