/**
 * Templates of a note: what kind of visit it was, and what stands in the four parts before anything is written. `facts`
 * says which parts begin with what the record holds since the last signed note.
 */
export const noteParts = ['subjective', 'objective', 'assessment', 'plan'] as const
export type NotePart = (typeof noteParts)[number]

export const notePartWords: Readonly<Record<NotePart, { title: string; hint: string }>> = {
  subjective: { title: 'Subjective', hint: 'What the patient says and logged' },
  objective: { title: 'Objective', hint: 'What was measured and seen' },
  assessment: { title: 'Assessment', hint: 'What you make of it' },
  plan: { title: 'Plan', hint: 'What was changed and what comes next' },
}

export const noteTemplateIds = ['first_visit', 'follow_up', 'phone_call', 'discharge'] as const
export type NoteTemplateId = (typeof noteTemplateIds)[number]

export type NoteTemplate = {
  readonly id: NoteTemplateId
  readonly label: string
  /** Lines to write on from, by part. */
  readonly prompts: Readonly<Record<NotePart, readonly string[]>>
  readonly facts: readonly NotePart[]
}

export const noteTemplates: readonly NoteTemplate[] = [
  {
    id: 'first_visit',
    label: 'First visit',
    prompts: {
      subjective: ['Reason for coming:', 'Course so far and what was tried:', 'Expectation and worry:'],
      objective: ['Observation:', 'Tests and measurements:', 'Function and gait:'],
      assessment: ['Main problem and what adds to it:', 'Irritability:', 'What speaks against it:'],
      plan: ['Explained and agreed:', 'Exercises and load:', 'Safety net:', 'Next visit:'],
    },
    facts: ['subjective', 'objective', 'assessment', 'plan'],
  },
  {
    id: 'follow_up',
    label: 'Follow-up',
    prompts: {
      subjective: ['Since the last visit:'],
      objective: ['Re-tested:'],
      assessment: ['Response to the plan:'],
      plan: ['Changed today:', 'Next visit:'],
    },
    facts: ['subjective', 'objective', 'assessment', 'plan'],
  },
  {
    id: 'phone_call',
    label: 'Phone call',
    prompts: {
      subjective: ['Called by:', 'Said:', 'Safety questions asked:'],
      objective: ['Not examined (phone).'],
      assessment: [],
      plan: ['Agreed:', 'Call again or come in when:'],
    },
    facts: ['subjective', 'assessment'],
  },
  {
    id: 'discharge',
    label: 'Discharge',
    prompts: {
      subjective: ['How it is now, in the patient’s words:'],
      objective: ['Final measurements:'],
      assessment: ['Reached:', 'Not reached, and why:'],
      plan: ['Goes on alone with:', 'Comes back when:', 'Questionnaire after 3 months:'],
    },
    facts: ['subjective', 'objective', 'assessment', 'plan'],
  },
]

/** On the phone nobody is seen. */
export const isVisit = (id: string): boolean => noteTemplate(id).id !== 'phone_call'

export const noteTemplate = (id: string): NoteTemplate =>
  noteTemplates.find((one) => one.id === id) ?? (noteTemplates[1] as NoteTemplate)
