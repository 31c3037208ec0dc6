import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { PlusIcon } from '#components/ui/icons.tsx'
import { Section } from '#components/ui/section.tsx'
import type { CaseFactors } from '#lib/factors/queries.ts'
import { addFactorAction } from '#lib/factors/responses/actions.ts'
import { newId } from '#lib/ids.ts'
import { type Answering, FactorRow } from './factor-row.tsx'

const levels = [
  { value: '1', label: 'Possible' },
  { value: '2', label: 'Present' },
  { value: '3', label: 'Marked' },
]

/** What no rule found and a physio saw. */
function AddFactor({ view }: { view: CaseFactors }) {
  const id = 'add-factor'
  const groups = view.addable.map(({ title, factors }) => ({
    group: title,
    options: factors.map((factor) => ({ value: factor.id, label: factor.title })),
  }))
  return (
    <>
      <OpenSheet opens={id}>
        <PlusIcon />
        Add a factor
      </OpenSheet>
      <Sheet id={id} title="Add a factor that no rule found">
        <ActionForm
          action={addFactorAction}
          idPrefix={id}
          label="Add a factor"
          className="mt-1"
          closeSheet
          resetOnOk
        >
          <input type="hidden" name="id" value={newId()} />
          <input type="hidden" name="caseId" value={view.caseId} />
          <SelectField name="factorId" label="Factor" empty="Choose" options={groups} />
          <RadioGroup name="level" label="How marked" choices={levels} inline />
          <TextArea name="text" label="What you saw" rows={3} maxLength={2000} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes={id}>Cancel</CloseSheet>
            <SubmitButton>Add</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

export function FactorAdded({ view, answering }: { view: CaseFactors; answering: Answering }) {
  if (view.added.length === 0 && !answering) return null
  return (
    <Section title="Added by a physio" aside={answering ? <AddFactor view={view} /> : null}>
      {view.added.length === 0 ? <p className="text-dense text-ink-3">Nothing was added.</p> : null}
      {view.added.map((factor) => {
        const responses = view.responses[factor.id] ?? []
        const shown = {
          ...factor,
          level: responses[0]?.level ?? factor.level,
          sentence: responses[0]?.text ?? null,
        }
        return <FactorRow key={factor.id} factor={shown} responses={responses} answering={answering} />
      })}
    </Section>
  )
}
