import 'server-only'
import type { AccountActor } from '#lib/access/actor.ts'
import { recordAsked } from '#lib/intake/review-form/commands.ts'
import { given, without } from './rules.ts'
import { type VisitFormInput, visitSection, visitSections } from './schema.ts'

/** Records what was asked at the visit; as `recordReviewForm`. Throws Invalid when nothing is answered. */
export const recordVisitForm = (
  actor: AccountActor,
  { id, caseId, ask, posted }: VisitFormInput,
  now = new Date(),
): Promise<string> =>
  recordAsked(
    actor,
    { id, caseId, posted },
    {
      kind: 'visit_form',
      section: visitSection(ask),
      sections: visitSections(ask).map((one) => one.id),
      around: (before) => without(before, ask),
      kept: given,
    },
    now,
  )
