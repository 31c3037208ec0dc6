import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { countText } from '#lib/dates.ts'
import type { CaseFactors } from '#lib/factors/queries.ts'
import { giveTextsAction, withdrawTextAction } from '#lib/factors/releases/actions.ts'
import { notKnownWords } from '#lib/factors/releases/rules.ts'
import { TextChoices } from './text-choices.tsx'

type Text = CaseFactors['texts'][number]

const choiceOf = (text: Text) => ({
  value: text.itemId,
  seen: text.seen,
  label: text.words ?? [text.title, notKnownWords[text.kind]].filter(Boolean).join(': '),
  disabled: text.held || text.words === null,
  ...(text.held ? { hint: 'Not while a red flag blocks running or the program' } : {}),
})

function Given({ view }: { view: CaseFactors }) {
  if (view.given.length === 0)
    return <p className="text-dense text-ink-3">The patient has not been given a text yet.</p>
  return (
    <ul className="grid gap-2.5 text-dense">
      {view.given.map(({ id, text, byText, lapsed }) => (
        <li key={id}>
          <p className="break-words">{text}</p>
          {lapsed ? <p className="font-medium text-caption">{lapsed}</p> : null}
          <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-caption text-ink-3">
            <span className="num">Given by {byText}</span>
            {view.mayTakeBack ? (
              <ActionForm action={withdrawTextAction} idPrefix={id} label="Take back" className="gap-1">
                <input type="hidden" name="caseId" value={view.caseId} />
                <input type="hidden" name="releaseId" value={id} />
                <SubmitButton variant="ghost" size="small">
                  Take back
                </SubmitButton>
              </ActionForm>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What the patient can be given to read, in exactly these words; and what she has. */
export function TextsPanel({ view }: { view: CaseFactors }) {
  const open = view.texts.filter((text) => !text.given)
  const of = (kind: Text['kind']) => open.filter((text) => text.kind === kind).map(choiceOf)
  const explanations = of('explanation')
  const advice = of('advice')
  return (
    <Section
      title="For the patient"
      note="The patient reads these words under “Your program”. An explanation can be given once its factor is confirmed."
    >
      <Given view={view} />
      {view.mayWrite && view.evaluation?.newest && open.length > 0 ? (
        <Disclosure summary={`Give more: ${countText(open.length, 'text')}`} className="mt-3">
          <ActionForm
            action={giveTextsAction}
            idPrefix="give"
            label="Give texts to the patient"
            className="mt-2"
          >
            <input type="hidden" name="caseId" value={view.caseId} />
            {explanations.length > 0 ? (
              <TextChoices name="factor" label="Explanations" choices={explanations} />
            ) : null}
            <TextChoices name="advice" label="Advice" choices={advice} />
            <SubmitButton variant="plain">Give to the patient</SubmitButton>
          </ActionForm>
        </Disclosure>
      ) : null}
    </Section>
  )
}
