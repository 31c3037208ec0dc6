import { ActionForm } from '#components/forms/action-form.tsx'
import { CheckboxGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { StepBack, StepHeader } from '#components/shell/patient-shell.tsx'
import { OfKnee } from '#components/tracking/of-knee.tsx'
import { SafetyQuestion } from '#components/tracking/safety-question.tsx'
import { dayText } from '#lib/dates.ts'
import { answerUnaskedAction } from '#lib/tracking/entries/unasked/actions.ts'
import type { UnaskedEntry, UnaskedForm } from '#lib/tracking/entries/unasked/schema.ts'

const named = ({ day, text }: UnaskedEntry) => `${dayText(day)}: ${text}`

function Questions({ view }: { view: UnaskedForm }) {
  const { caseId, entries, words } = view
  return (
    <ActionForm
      action={answerUnaskedAction}
      size="phone"
      idPrefix="unasked"
      label="One question"
      className="group/unasked gap-6"
    >
      <input type="hidden" name="caseId" value={caseId} />
      {entries.map(({ id }) => (
        <input key={id} type="hidden" name="entries" value={id} />
      ))}
      <SafetyQuestion words={words} />
      {entries.length > 1 ? (
        // Asked only when something was noticed, by style alone.
        <div className="group-has-[input[name=log\_safety][value=none]:checked]/unasked:hidden">
          <CheckboxGroup
            name="noticed"
            label="If you noticed something, with which of these was it?"
            choices={entries.map((entry) => ({ value: entry.id, label: named(entry) }))}
          />
        </div>
      ) : null}
      <SubmitButton>Save</SubmitButton>
    </ActionForm>
  )
}

/** The patient answers the safety question of what the clinic entered from paper, for all of it at once. */
export function UnaskedScreen({ view }: { view: UnaskedForm | null }) {
  return (
    <>
      <StepHeader
        back={<StepBack href={view ? `/today?case=${view.caseId}` : '/today'} />}
        title="One question"
      />
      {view ? (
        <>
          <h1 className="mt-3 mb-2 text-ask font-semibold">
            Did you notice anything?
            <OfKnee knee={view.knee} />
          </h1>
          <p className="mb-2 text-read">Your clinic entered this for you from paper:</p>
          <ul className="mb-5 list-disc pl-5 text-read">
            {view.entries.map((entry) => (
              <li key={entry.id} className="num">
                {named(entry)}
              </li>
            ))}
          </ul>
          <Questions view={view} />
        </>
      ) : (
        <>
          <h1 className="mt-3 mb-2 text-ask font-semibold">Nothing to answer</h1>
          <p className="text-read">All your entries are complete.</p>
        </>
      )}
    </>
  )
}
