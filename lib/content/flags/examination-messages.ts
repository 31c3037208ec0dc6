import type { Urgency } from './types.ts'

/**
 * What the patient reads on her pages while a flag that an examination raised is open. clinical/red-flags.md 3.2 has her told
 * in person; the messages of 3.1 speak of answers and a form, and promise a call.
 */
export const examinationMessages: Readonly<Record<Urgency, string | null>> = {
  emergency:
    'What was found when you were examined needs a doctor straight away. Please call {emergency_number} or go to the nearest emergency department now. If you can, do not put weight on the leg and do not drive yourself.',
  same_day:
    'What was found when you were examined should be checked by a doctor today, as your physio told you. If anything about it is not clear, call {clinic_phone}, or {out_of_hours_phone} when the clinic is closed. Until then do not run, do not exercise, and rest the leg. If you get chest pain or trouble breathing, a cold or numb foot, or you feel very ill, call {emergency_number} at once.',
  urgent_referral:
    'What was found when you were examined should be checked soon, before you run again, as your physio told you. Until then please do not run or jump. If anything gets clearly worse, call {clinic_phone} or {out_of_hours_phone}; if you get a fever with a hot knee, or can no longer stand on the leg, do not wait: go to the nearest emergency department.',
  routine_referral:
    'Your physio will talk with you about what was found when you were examined and may suggest also seeing your doctor.',
  monitor: null,
}
