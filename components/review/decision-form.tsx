import { ActionForm } from '#components/forms/action-form.tsx'
import { Checkbox, RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { DrawnField } from '#components/forms/drawn-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { SignatureIcon } from '#components/ui/icons.tsx'
import { tickWords } from '#lib/cases/discharge/schema.ts'
import { lastReviewDay } from '#lib/cases/rules.ts'
import { newId } from '#lib/ids.ts'
import { signReviewAction } from '#lib/review/actions.ts'
import { holdWords } from '#lib/review/advice/rules.ts'
import type { NewReview } from '#lib/review/queries.ts'
import { decisionWords, type ReviewDecision, reviewDecisions } from '#lib/review/schema.ts'

/** What stands below a decision: that the rules advise it, or that it needs a reason. */
function hintOf(view: NewReview, decision: ReviewDecision): string | null {
  const against = view.against[decision]
  if (against) return `Against a safety rule: write why`
  const { advice } = view.record
  if (advice.decision !== decision) return null
  return decision === 'continue' && advice.holds ? holdWords : 'Suggested by the rules'
}

/** Part 8: what is decided. Nothing is chosen beforehand; one choice and the signature are enough when all is well. */
export function DecisionForm({ view }: { view: NewReview }) {
  const { frame, goals } = view
  const guarded = Object.keys(view.against).length > 0
  return (
    <section
      aria-label="Decision"
      id="decision"
      tabIndex={-1}
      className="no-print scroll-mt-40 border-t border-line pt-4 outline-none"
    >
      <ActionForm action={signReviewAction} idPrefix="review" label="Decision" className="gap-3" asks>
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="caseId" value={frame.caseId} />
        <input type="hidden" name="seen" value={view.seen} />
        <DrawnField name="answered" value={view.answered} />
        <RadioGroup
          name="decision"
          label="You decide"
          choices={reviewDecisions.map((value) => {
            const hint = hintOf(view, value)
            return { value, label: decisionWords[value], ...(hint ? { hint } : {}) }
          })}
        />
        <TextArea
          name="text"
          label="Note"
          optional
          rows={2}
          maxLength={4000}
          hint={guarded ? 'Needed when you decide against a safety rule.' : undefined}
        />
        <DateField
          name="nextReviewOn"
          label="Next review"
          max={lastReviewDay(frame.today)}
          hint="Not needed when you refer or discharge"
          defaultValue={view.suggestedNext}
          optional
        />
        <Disclosure summary="Goals that were agreed" open={goals.text !== ''}>
          <div className="grid gap-2 pt-1">
            <TextArea
              name="goals"
              label="Goals until then"
              optional
              rows={2}
              maxLength={1000}
              defaultValue={goals.text}
            />
            <Checkbox name="goalReached" label={tickWords.goalReached} defaultChecked={goals.goalReached} />
            <Checkbox
              name="selfManagementOk"
              label={tickWords.selfManagementOk}
              defaultChecked={goals.selfManagementOk}
            />
            <Checkbox
              name="noRunningGoal"
              label={tickWords.noRunningGoal}
              defaultChecked={goals.noRunningGoal}
            />
          </div>
        </Disclosure>
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton pendingLabel="Signing">
            <SignatureIcon />
            Sign the review
          </SubmitButton>
          <span className="text-caption text-ink-3">A signed review does not change any more.</span>
        </div>
      </ActionForm>
    </section>
  )
}
