'use server'

import { revalidatePath } from 'next/cache'
import type { AccountActor } from '#lib/access/actor.ts'
import { NotFound } from '#lib/errors.ts'
import { action } from '#lib/forms/action.ts'
import { type FormInput, formInput } from '#lib/intake/drafts/schema.ts'
import { recordReviewForm, submitReviewForm } from './commands.ts'
import { beginReviewForm } from './own/commands.ts'
import { beginInput } from './own/schema.ts'
import { reviewFormInput } from './schema.ts'

export const recordReviewFormAction = action(
  reviewFormInput,
  (actor, input) => recordReviewForm(actor, input),
  {
    goTo: (caseId) => `/cases/${caseId}`,
  },
)

export const beginReviewFormAction = action(beginInput, (actor, input) => beginReviewForm(actor, input), {
  goTo: ({ intakeId }) => `/my/forms/review/${intakeId}`,
})

async function send(actor: AccountActor, { intakeId, base }: FormInput) {
  if (!intakeId) throw new NotFound('review form')
  await submitReviewForm(actor, intakeId)
  // A page of it that is gone back to is made anew.
  revalidatePath(base, 'layout')
  return { to: `${base}/sent` }
}

export const sendReviewFormAction = action(formInput, send, {
  goTo: ({ to }) => to,
  refresh: () => ['/today', '/my/forms'],
})
