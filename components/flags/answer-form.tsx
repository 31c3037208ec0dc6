import type { ReactNode } from 'react'
import { ActionForm } from '#components/forms/action-form.tsx'
import { NoEnter } from '#components/forms/no-enter.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { LockIcon, SendIcon, Undo2Icon } from '#components/ui/icons.tsx'
import type { FlagCardView } from '#lib/flags/cards/queries.ts'
import { answerFlagAction } from '#lib/flags/responses/actions.ts'
import type { AnswerKind } from '#lib/flags/responses/schema.ts'

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
        <SubmitButton variant="plain" size="field" name="kind" value="confirmed">
          Confirm
        </SubmitButton>
        <SubmitButton variant="plain" size="field" name="kind" value="referred">
          <SendIcon />
          Refer
        </SubmitButton>
        <SubmitButton variant="plain" size="field" name="kind" value="ruled_out">
          Rule out
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

type Act = { kind: AnswerKind; does: string; icon: ReactNode; title: string; follows: string; reason: string }

/** What is an act of its own, with its reason. */
function WithReason({ flag, responseId, act }: { flag: FlagCardView; responseId: string; act: Act }) {
  const { kind, does, icon, title, follows, reason } = act
  const id = `${kind}-${flag.id}`
  return (
    <>
      <OpenSheet opens={id} size="small">
        {icon}
        {does}
      </OpenSheet>
      <Sheet id={id} title={title}>
        <p className="text-dense text-ink-2">
          {flag.title}. {follows}
        </p>
        <ActionForm action={answerFlagAction} idPrefix={id} label={does} className="mt-3" closeSheet>
          {idFields(flag, responseId)}
          <input type="hidden" name="kind" value={kind} />
          <TextArea name="text" label={reason} rows={3} maxLength={2000} />
          <div className="flex justify-end gap-2">
            <CloseSheet closes={id}>Cancel</CloseSheet>
            <SubmitButton>{does}</SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}

const lift: Act = {
  kind: 'block_lifted',
  does: 'Lift the block',
  icon: <LockIcon size={14} />,
  title: 'Lift the block of this flag',
  follows: 'The flag stays in the record with your name and reason; what it stopped can go on.',
  reason: 'Reason, and the limits that were agreed',
}

const stand: Act = {
  kind: 'stands',
  does: 'It stands after all',
  icon: <Undo2Icon size={14} />,
  title: 'This flag stands after all',
  follows: 'It is raised once more with the same answers: what it blocks stops now, and it is due anew.',
  reason: 'Why it stands after all',
}

type Answering = { flag: FlagCardView; responseId: string }

export const LiftBlock = (of: Answering) => <WithReason {...of} act={lift} />

/** For a flag that was settled by mistake. */
export const StandAfterAll = (of: Answering) => <WithReason {...of} act={stand} />
