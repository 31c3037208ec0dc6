import type { Urgency } from '#lib/content/flags/types.ts'

export const levelMessages: Readonly<Record<Urgency, string | null>> = {
  emergency:
    'Some of your answers need a doctor straight away. Please call {emergency_number} or go to the nearest emergency department now. Do not wait for our reply – this form is not read at once. If you can, do not put weight on the leg and do not drive yourself.',
  same_day:
    'Some of your answers should be checked by a doctor or by us today. We have marked your form and will try to call you. If you have not heard from us within 2 hours, or the clinic is closed, call {out_of_hours_phone}. Until then do not run, do not exercise, and rest the leg. If you get chest pain or trouble breathing, a cold or numb foot, or you feel very ill, call {emergency_number} at once.',
  urgent_referral:
    'Thank you. One or more answers mean we would like you to be checked soon, before you run again. We will contact you by the next working day. Until then please do not run or jump. If anything gets clearly worse, call {clinic_phone} or {out_of_hours_phone}; if you get a fever with a hot knee, or can no longer stand on the leg, do not wait for our call: go to the nearest emergency department.',
  routine_referral:
    'Thank you. We will talk about one or two of your answers at your visit and may suggest also seeing your doctor.',
  monitor: null,
}
