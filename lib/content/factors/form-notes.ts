/**
 * Used instead of the explanation when a factor rests on what the patient noticed alone (clinical/factors.md 5).
 */
export const formNoteSentence = 'You told us that {form_note}. We will look at it together.'

export const formNoteWords: Readonly<Record<string, string>> = {
  long_steps: 'your steps look long',
  loud_landing: 'you land loudly',
  knees_inward: 'your knees go inward',
  hips_drop: 'your hips drop',
  feet_cross: 'your feet cross the middle',
  leaning_forward: 'you lean forward',
}
