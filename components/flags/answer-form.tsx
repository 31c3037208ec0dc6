import { ActionForm } from '#components/forms/action-form.tsx'
import { NoEnter } from '#components/forms/no-enter.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { LockIcon, SendIcon } from '#components/ui/icons.tsx'
import type { FlagCardView } from '#lib/flags/cards/queries.ts'
import { answerFlagAction } from '#lib/flags/responses/actions.ts'

const idFields = (flag: FlagCardView, responseId: string) => (
  <>
    <input type="hidden" name="id" value={responseId} />
    <input type="hidden" name="flagRowId" value={flag.id} />
    <input type="hidden" name="seen" value={flag.saidAgain?.at ?? ''} />
  </>
)

/** The finding in a sentence, and what follows from it. Recording alone lifts nothing but "Rule out". */
export function AnswerForm({ flag, responseId }: { flag: FlagCardView; responseId: string }) {
  return (
    <ActionForm
      action={answerFlagAction}
      idPrefix={`flag-${flag.id}`}
      label={`Answer: ${flag.title}`}
      className="gap-2"
      resetOnOk
    >
      <NoEnter />
      {idFields(flag, responseId)}
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          name="text"
          label="Your finding"
          hideLabel
          placeholder="Your finding, in a sentence"
          maxLength={2000}
          className="min-w-0 grow basis-64"
        />
        <SubmitButton variant="plain" size="field" name="kind" value="ruled_out">
          Rule out
        </SubmitButton>
        <SubmitButton variant="plain" size="field" name="kind" value="confirmed">
          Confirm
        </SubmitButton>
        <SubmitButton variant="plain" size="field" name="kind" value="referred">
          <SendIcon />
          Refer
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

/** Lifting a block is an act of its own, with its reason. */
export function LiftBlock({ flag, responseId }: { flag: FlagCardView; responseId: string }) {
  const id = `lift-${flag.id}`
  return (
    <>
      <OpenSheet opens={id} size="small">
        <LockIcon size={14} />
        Lift the block
      </OpenSheet>
      <Sheet id={id} title="Lift the block of this flag">
        <p className="text-dense text-ink-2">
          {flag.title}. The flag stays in the record with your name and reason; what it stopped can go on.
        </p>
        <ActionForm
          action={answerFlagAction}
          idPrefix={id}
          label="Lift the block"
          className="mt-3"
          closeSheet
        >
          {idFields(flag, responseId)}
          <input type="hidden" name="kind" value="block_lifted" />
          <TextArea name="text" label="Reason, and the limits that were agreed" rows={3} maxLength={2000} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes={id}>Cancel</CloseSheet>
            <SubmitButton>Lift the block</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}
