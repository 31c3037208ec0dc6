import { z } from 'zod'

const factorResponseKinds = ['confirmed', 'dismissed', 'added'] as const
export type FactorResponseKind = (typeof factorResponseKinds)[number]

export const factorResponseWords: Record<FactorResponseKind, string> = {
  confirmed: 'Confirmed',
  dismissed: 'Dismissed',
  added: 'Added',
}

const text = z.string().trim().max(2000, 'Please use at most 2000 characters.')
/** Made by the page: sending twice is one answer. */
const id = z.uuid()

export const answerFactorInput = z
  .strictObject({
    id,
    caseId: z.uuid(),
    /** The evaluation that was on the page. */
    evaluationId: z.uuid(),
    factorId: z.string().max(60),
    kind: z.enum(['confirmed', 'dismissed'], 'Please choose confirm or dismiss.'),
    text,
    /** When it is dismissed: also from the patient, what she was given for it. */
    takeBack: z.literal('yes').optional(),
  })
  .refine((input) => input.kind === 'confirmed' || input.text.length >= 3, {
    path: ['text'],
    error: 'Please write why it is dismissed, in a sentence. It stays with the factor.',
  })
export type AnswerFactorInput = z.output<typeof answerFactorInput>

export const addFactorInput = z.strictObject({
  id,
  caseId: z.uuid(),
  factorId: z.string().min(1, 'Please choose a factor.').max(60),
  level: z
    .enum(['1', '2', '3'], 'Please choose how marked it is.')
    .transform((level) => Number(level) as 1 | 2 | 3),
  text: text.min(3, 'Please write what you saw, in a sentence. It stays with the factor.'),
})
export type AddFactorInput = z.output<typeof addFactorInput>
