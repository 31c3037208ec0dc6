import { ActionForm } from '#components/forms/action-form.tsx'
import { Checkbox } from '#components/forms/choices.tsx'
import { NoEnter } from '#components/forms/no-enter.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { countText, inSentence } from '#lib/dates.ts'
import { answerFactorAction } from '#lib/factors/responses/actions.ts'
import type { FactorView, ResponseView } from '#lib/factors/views/schema.ts'
import { newId } from '#lib/ids.ts'

export function FactorResponses({ responses }: { responses: readonly ResponseView[] }) {
  if (responses.length === 0) return null
  return (
    <ul className="grid gap-1 text-dense" aria-label="Answers">
      {responses.map((response) => (
        <li key={response.at}>
          <span className="font-semibold">
            {response.words}
            {response.level > 0 ? ` at level ${response.level}` : null}
          </span>
          <span className="text-ink-3">
            {' '}
            by {response.by}, {inSentence(response.atText)}
          </span>
          {response.text ? <span className="block break-words text-ink-2">{response.text}</span> : null}
        </li>
      ))}
    </ul>
  )
}

type AnswerProps = {
  caseId: string
  evaluationId: string
  factor: FactorView
  /** How many texts the patient has for this factor alone. */
  texts: number
}

/** Confirm, with a finding or without; dismiss, with the reason. */
export function FactorAnswer({ caseId, evaluationId, factor, texts }: AnswerProps) {
  const listed = (factor.level ?? 0) > 0
  return (
    <ActionForm
      action={answerFactorAction}
      idPrefix={factor.id}
      label={`Answer: ${factor.title}`}
      className="gap-2"
      resetOnOk
    >
      <NoEnter />
      <input type="hidden" name="id" value={newId()} />
      <input type="hidden" name="caseId" value={caseId} />
      <input type="hidden" name="evaluationId" value={evaluationId} />
      <input type="hidden" name="factorId" value={factor.id} />
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          name="text"
          label="Finding or reason"
          hideLabel
          placeholder={listed ? 'Finding; to dismiss, the reason' : 'The reason to take it off'}
          maxLength={2000}
          className="min-w-0 grow basis-64"
        />
        {listed ? (
          <SubmitButton variant="plain" size="field" name="kind" value="confirmed">
            Confirm
          </SubmitButton>
        ) : null}
        <SubmitButton variant="plain" size="field" name="kind" value="dismissed">
          Dismiss
        </SubmitButton>
      </div>
      {texts > 0 ? (
        <Checkbox
          name="takeBack"
          label={`If you dismiss it, also take back what the patient was given for it: ${countText(texts, 'text')}`}
          defaultChecked
        />
      ) : null}
    </ActionForm>
  )
}
