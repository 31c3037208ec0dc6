import type { MeasureId } from './types.ts'

/** What a patient reads: a title and one sentence, in our own words. */
export const patientTitles: Readonly<Record<MeasureId, { title: string; intro: string }>> = {
  nprs: {
    title: 'Your pain',
    intro: '0 means no pain. 10 means the worst pain you can imagine.',
  },
  psfs: {
    title: 'What you can do',
    intro: 'The activities you named at the start, as you can do them today.',
  },
  akps: { title: 'Your knee', intro: 'Choose the answer that fits your knee best at the moment.' },
  lefs: { title: 'What your leg can do', intro: 'Answer for today.' },
  koos: { title: 'Your knee', intro: 'Answer for the last week.' },
  koos_pf: { title: 'Your kneecap', intro: 'Answer for the last week.' },
  uwri: { title: 'Your running', intro: 'Answer for your running as it is now.' },
  ostrc_o2: { title: 'Your knee last week', intro: 'Answer for the last 7 days.' },
  groc: { title: 'How your knee has changed', intro: 'One question about the whole time.' },
  weekly_check: {
    title: 'Weekly check',
    intro: 'Four movements. Leave out what you have not tried.',
  },
}
