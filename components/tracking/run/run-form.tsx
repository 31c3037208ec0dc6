import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { PainPicker } from '#components/forms/pain-picker.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { NumberField, TextField } from '#components/forms/text-field.tsx'
import { KeptForm } from '#components/tracking/draft/kept-form.tsx'
import { ReasonField } from '#components/tracking/entries/reason-field.tsx'
import { SafetyQuestion } from '#components/tracking/safety-question.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { DRAWN, type FormAction } from '#lib/forms/result.ts'
import {
  type RunFormView,
  runSettles,
  runSettleWords,
  runSurfaces,
  runSurfaceWords,
  runTypes,
  runTypeWords,
} from '#lib/tracking/run-logs/schema.ts'
import { AskedPace } from './asked-pace.tsx'

const optionsOf = <T extends string>(ids: readonly T[], words: Readonly<Record<T, string>>) =>
  ids.map((value) => ({ value, label: words[value] }))
const scores = Array.from({ length: 11 }, (_, score) => ({ value: `${score}`, label: `${score}` }))

type Part = { view: RunFormView }

/** What was run, and how the knee felt on the way. */
function Ran({ view }: Part) {
  const { values } = view
  return (
    <>
      <DateField
        name="logDate"
        label="Day of the run"
        defaultValue={view.day}
        min={view.earliest}
        max={view.today}
      />
      <div className="grid grid-cols-2 gap-3">
        <NumberField name="distance" label="Distance" defaultValue={values.distance} />
        <SelectField
          name="unit"
          label="Measured in"
          options={[
            { value: 'km', label: 'km' },
            { value: 'mi', label: 'miles' },
          ]}
          defaultValue={values.unit}
        />
      </div>
      <NumberField
        name="minutes"
        label="Time"
        hint="The whole run, with the parts you walked."
        unit="minutes"
        whole
        defaultValue={values.minutes}
      />
      <RadioGroup
        name="finished"
        label="Did you finish it as planned?"
        hint="If nothing was planned, choose Yes."
        choices={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
        inline
        defaultValue={values.finished || undefined}
      />
      <SelectField
        name="type"
        label="Kind of run"
        empty="Choose"
        options={optionsOf(runTypes, runTypeWords)}
        defaultValue={values.type}
      />
      <SelectField
        name="surface"
        label="Ground"
        empty="Choose"
        options={optionsOf(runSurfaces, runSurfaceWords)}
        defaultValue={values.surface}
      />
      <TextField name="shoes" label="Shoes" optional maxLength={80} defaultValue={values.shoes} />
      <PainPicker
        name="pain_during"
        label="Worst knee pain during the run"
        look="grid"
        defaultValue={values.painDuring}
      />
    </>
  )
}

/** What nobody knows before it is over. */
function HourAfter({ view }: Part) {
  const { values } = view
  return (
    <>
      <SelectField
        name="pain_after"
        label="Worst knee pain within an hour after it"
        hint={view.after ? undefined : 'If it is too early to say, leave this empty.'}
        optional
        empty="Not known yet"
        options={scores}
        defaultValue={values.painAfter}
      />
      <SelectField
        name="settle"
        label="If it hurt more: was that gone within an hour?"
        optional
        empty="Not known yet"
        options={optionsOf(runSettles, runSettleWords)}
        defaultValue={values.settle}
      />
    </>
  )
}

const Note = ({ view }: Part) => (
  <TextArea name="note" label="Note" optional maxLength={500} rows={3} defaultValue={view.values.note} />
)

/**
 * A run with its pain, on one page and in one post. `size`: the patient's phone or the desk of the clinic. Where the hour after it
 * alone is asked, the rest is folded, and sent as it was.
 */
export function RunForm<T>(props: { view: RunFormView; action: FormAction<T>; size: 'phone' | 'desk' }) {
  const { view, action, size } = props
  return (
    <ActionForm action={action} size={size} idPrefix="run" label="Run" className="gap-6">
      <input type="hidden" name="id" value={view.id} />
      <input type="hidden" name="caseId" value={view.caseId} />
      {size === 'phone' && !view.supersedes ? (
        <KeptForm kind="run" caseId={view.caseId} day={view.day} />
      ) : null}
      {view.supersedes ? <input type="hidden" name="supersedes" value={view.supersedes} /> : null}
      {size === 'phone' && !view.supersedes ? <input type="hidden" name={DRAWN} value={view.today} /> : null}
      <AskedPace />
      {view.after ? <HourAfter view={view} /> : <Ran view={view} />}
      {view.after ? null : <HourAfter view={view} />}
      <SafetyQuestion words={view.words} defaults={view.answers} />
      {view.after ? (
        <Disclosure phone summary="The run itself">
          <div className="grid gap-6 pt-3">
            <Ran view={view} />
            <Note view={view} />
          </div>
        </Disclosure>
      ) : (
        <Note view={view} />
      )}
      <ReasonField size={size} supersedes={view.supersedes} />
      <SubmitButton>
        {view.after ? 'Save' : view.supersedes ? 'Save the correction' : 'Save run'}
      </SubmitButton>
    </ActionForm>
  )
}
