import type { SectionSpec } from '#lib/content/intake/types.ts'

export const impact: SectionSpec = {
  id: 'sec_impact',
  title: 'How it affects you',
  questions: [
    {
      id: 'work_impact',
      wording:
        'How much does the knee get in the way of your work or studies? (0 not at all – 10 completely)',
      type: 'integer',
      limits: { min: 0, max: 10 },
      required: 'O',
      showIf: 'always',
      why: 'impact',
    },
    {
      id: 'fear_run',
      wording: 'How worried are you that running will damage your knee? (0–10)',
      type: 'integer',
      limits: { min: 0, max: 10 },
      required: 'R',
      showIf: 'always',
      why: 'fac_fear_of_loading',
    },
    {
      id: 'confidence_recover',
      wording: 'How confident are you that you will get back to the running you want? (0–10)',
      type: 'integer',
      limits: { min: 0, max: 10 },
      required: 'R',
      showIf: 'always',
      why: 'fac_fear_of_loading, prognosis',
    },
    {
      id: 'mood_2w',
      wording: 'In the last 2 weeks, how often have you felt down or had little interest in things?',
      type: 'single',
      options: [
        { id: 'not_at_all' },
        { id: 'some_days' },
        { id: 'more_than_half' },
        { id: 'nearly_every_day' },
      ],
      required: 'O',
      showIf: 'always',
      why: 'flag_low_mood',
    },
  ],
}
