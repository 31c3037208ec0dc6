/** What the answers of the safety question in a log open besides flags (clinical/red-flags.md 5). */

/** The first and largest choice, which clears the others. */
export const logSafetyNone = 'none'

export const logSafetyQuestion = 'Since your last entry: any of these?'

/** Asked on the same screen after `new_injury`, and stored with `rf_trauma = yes`. */
export const newInjuryQuestionIds = [
  'rf_trauma_days',
  'rf_pop',
  'rf_swelling_onset',
  'rf_weight_bearing_initial',
  'rf_weight_bearing_now',
  'rf_bend_90',
  'rf_deformity',
] as const

/** For `fever_unwell` without a flag: the day's exercises and runs are paused and not due. */
export const feverMessage =
  'Please rest until you have been well for a day. If the knee gets hot or swollen, call us the same day.'

/** Shown below the message while the block `programme` holds (clinical/red-flags.md 2). */
export const pausedMessage =
  'Your plan is paused until we have spoken with you. You can reach us at {clinic_phone}.'

/** Of a log that is not saved: its new injury, which no flag stands for, is on the list of the clinic; ours. */
export const injuryHeardMessage = 'The clinic knows of the new injury.'

/** Below it where no plan goes on; ours. */
export const reachMessage = 'You can reach us at {clinic_phone}.'

/** Below it, and below a severe pain, while nobody picks up at the clinic. */
export const closedMessage = 'We are closed now. Until we open, call {out_of_hours_phone}.'

/** The same where the words may be read at another hour than they were fetched. */
export const whenClosedMessage = 'When we are closed, call {out_of_hours_phone}.'

/** Ends the messages of the levels `emergency` and `same_day` for a patient under 18. */
export const minorMessage = 'Please tell your parent or guardian now.'

/** What a patient reads in place of her plan while safety questions have no answer (clinical/red-flags.md 1); ours. */
export const unansweredMessage =
  'Please answer the safety questions first: some of them have no answer yet. Your plan waits until you have sent them.'
