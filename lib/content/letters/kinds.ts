/** Letters: their kinds, their sections in the order in which they are read (clinical/review.md 6), and the words around them. */
export const letterKinds = ['discharge_summary', 'referral', 'progress_report'] as const
export type LetterKind = (typeof letterKinds)[number]

export const letterKindWords: Readonly<Record<LetterKind, string>> = {
  discharge_summary: 'Discharge summary',
  referral: 'Referral',
  progress_report: 'Progress report',
}

export const recipientKinds = ['orthopaedic', 'family_doctor', 'other'] as const
export type RecipientKind = (typeof recipientKinds)[number]

export const recipientKindWords: Readonly<Record<RecipientKind, string>> = {
  orthopaedic: 'Orthopedic specialist',
  family_doctor: 'Family doctor',
  other: 'Somebody else',
}

export const letterUrgencies = ['routine', 'soon', 'urgent'] as const
export type LetterUrgency = (typeof letterUrgencies)[number]

export const letterUrgencyWords: Readonly<Record<LetterUrgency, string>> = {
  routine: 'Routine',
  soon: 'Within two weeks',
  urgent: 'Urgent, within days',
}

export const sendingWays = ['post', 'email', 'fax', 'portal', 'by_hand'] as const
export type SendingWay = (typeof sendingWays)[number]

export const sendingWayWords: Readonly<Record<SendingWay, string>> = {
  post: 'Post',
  email: 'E-mail',
  fax: 'Fax',
  portal: 'Health portal',
  by_hand: 'Given to the patient',
}

export const letterSections = [
  'reason',
  'history',
  'flags',
  'findings',
  'picture',
  'measures',
  'treatment',
  'response',
  'advice',
  'plan',
  'question',
] as const
export type LetterSection = (typeof letterSections)[number]

export const letterSectionWords: Readonly<Record<LetterSection, string>> = {
  reason: 'Reason',
  history: 'History',
  flags: 'Red flags',
  findings: 'Findings',
  picture: 'Clinical picture',
  measures: 'Measures',
  treatment: 'Treatment',
  response: 'Response',
  advice: 'Advice given',
  plan: 'What comes next',
  question: 'Question',
}

/** Which sections a kind has. */
export const sectionsOf: Readonly<Record<LetterKind, readonly LetterSection[]>> = {
  referral: [
    'reason',
    'history',
    'flags',
    'findings',
    'picture',
    'measures',
    'treatment',
    'response',
    'question',
  ],
  discharge_summary: [
    'reason',
    'history',
    'flags',
    'findings',
    'picture',
    'measures',
    'treatment',
    'response',
    'advice',
    'plan',
  ],
  progress_report: [
    'reason',
    'history',
    'flags',
    'findings',
    'picture',
    'measures',
    'treatment',
    'response',
    'plan',
  ],
}
