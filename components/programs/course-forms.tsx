import { ActionForm } from '#components/forms/action-form.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import {
  changePhaseAction,
  pauseProgramAction,
  resumeProgramAction,
  startDraftAction,
} from '#lib/programs/actions.ts'
import type { CurrentView } from '#lib/programs/builder/schema.ts'
import type { BeginView } from '#lib/programs/entry/schema.ts'
import { AskAgain } from './ask-again.tsx'
import { BeginFields } from './begin-fields.tsx'

type CourseProps = { caseId: string; current: CurrentView; today: string }

/** Puts the patient into a phase, from a day up to today. */
export function ChangePhaseSheet({
  caseId,
  current,
  today,
  begins,
  stale,
}: CourseProps & { begins: readonly BeginView[]; stale: string | null }) {
  const here = current.phases.findIndex(({ key }) => key === current.hereKey)
  const next = current.phases[here + 1] ?? current.phases[here]
  return (
    <>
      <OpenSheet opens="phase">Change phase</OpenSheet>
      <Sheet id="phase" title="Change phase">
        <ActionForm action={changePhaseAction} idPrefix="phase">
          <input type="hidden" name="caseId" value={caseId} />
          <input type="hidden" name="version" value={current.programVersion} />
          {stale ? <AskAgain caseId={caseId} stale={stale} /> : null}
          <SelectField
            name="phaseKey"
            label="The patient is in"
            defaultValue={next?.key}
            options={current.phases.map(({ key, name }) => ({ value: key, label: name }))}
          />
          <DateField name="startedOn" label="Since" defaultValue={today} min={current.startsOn} max={today} />
          <BeginFields begins={begins} chosen={next?.key} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes="phase">Cancel</CloseSheet>
            <SubmitButton>Change phase</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

/** Pauses with a reason, or lets it go on. */
export function PauseSheet({ caseId, current }: Omit<CourseProps, 'today'>) {
  if (current.paused)
    return (
      <ActionForm action={resumeProgramAction} idPrefix="resume" label="Resume program">
        <input type="hidden" name="caseId" value={caseId} />
        <SubmitButton variant="plain" pendingLabel="Resuming">
          Resume program
        </SubmitButton>
      </ActionForm>
    )
  return (
    <>
      <OpenSheet opens="pause" variant="ghost">
        Pause
      </OpenSheet>
      <Sheet id="pause" title="Pause the program">
        <ActionForm action={pauseProgramAction} idPrefix="pause">
          <input type="hidden" name="caseId" value={caseId} />
          <TextArea
            name="reason"
            label="Why"
            hint="For the team. The patient reads that the plan is paused and how to reach you."
            rows={3}
            maxLength={500}
          />
          <div className="flex justify-end gap-2">
            <CloseSheet closes="pause">Cancel</CloseSheet>
            <SubmitButton pendingLabel="Pausing">Pause program</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

/** Begins a draft; one press makes one, however often it is pressed. */
export function StartDraft(props: {
  caseId: string
  from: string
  text: string
  blocks?: readonly string[]
  /** Left out: what was said before holds. */
  atClinic?: boolean
  primary?: boolean
}) {
  return (
    <ActionForm action={startDraftAction} idPrefix={`start-${props.from}`} label={props.text}>
      <input type="hidden" name="caseId" value={props.caseId} />
      <input type="hidden" name="from" value={props.from} />
      {props.atClinic === undefined ? null : (
        <input type="hidden" name="atClinic" value={props.atClinic ? 'yes' : 'no'} />
      )}
      {props.blocks?.map((id) => (
        <input key={id} type="hidden" name="blocks" value={id} />
      ))}
      <SubmitButton variant={props.primary ? 'primary' : 'plain'} pendingLabel="Preparing">
        {props.text}
      </SubmitButton>
    </ActionForm>
  )
}
