import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { setCaseThresholdAction, setClinicThresholdAction } from '#lib/alerts/thresholds/actions.ts'
import type { ThresholdCard } from '#lib/alerts/thresholds/schema.ts'

const origin = { case: 'set for this case', clinic: 'set for the clinic', default: 'default' } as const

function Change({ one, caseId }: { one: ThresholdCard; caseId: string | null }) {
  return (
    <ActionForm
      action={caseId ? setCaseThresholdAction : setClinicThresholdAction}
      idPrefix={one.id}
      label={one.label}
      className="gap-2 pb-1"
    >
      <p>Without a number {caseId ? 'the clinic’s holds' : `the default ${one.default} holds`}.</p>
      {caseId ? <input type="hidden" name="caseId" value={caseId} /> : null}
      <input type="hidden" name="thresholdId" value={one.id} />
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          name="value"
          label={`${one.unit.charAt(0).toUpperCase()}${one.unit.slice(1)}, ${one.min} to ${one.max}`}
          inputMode="decimal"
          maxLength={8}
          defaultValue={one.own === null ? '' : String(one.own)}
          optional
          className="basis-44"
        />
        <TextField name="note" label="Why" maxLength={500} className="min-w-0 grow basis-48" />
        <SubmitButton variant="plain" size="field">
          Set
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function Threshold({
  one,
  caseId,
  mayWrite,
}: {
  one: ThresholdCard
  caseId: string | null
  mayWrite: boolean
}) {
  return (
    <li id={one.id} className="border-t border-line py-2.5 first:border-t-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="text-dense font-medium">{one.label}</h3>
        <span className="num text-dense">
          {one.value} {one.unit}
        </span>
        <span className="num text-caption text-ink-3">
          {origin[one.from]}
          {one.from === 'default' ? '' : `, default ${one.default}`}
        </span>
      </div>
      <p className="text-caption text-ink-3">
        Expert opinion: {one.reason} Read by: {one.readBy.join('; ')}.
      </p>
      {mayWrite ? (
        <Disclosure summary="Change" className="no-print">
          <Change one={one} caseId={caseId} />
        </Disclosure>
      ) : null}
      {one.history.length > 0 ? (
        <Disclosure summary={`History of ${one.history.length}`}>
          <ul className="grid gap-0.5 pl-5">
            {one.history.map(({ id, text, note }) => (
              <li key={id}>
                <span className="num">{text}</span>: {note}
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </li>
  )
}

/** The numbers of the rules that are expert opinion: what holds, why, and who set what. */
export function ThresholdList(props: {
  thresholds: readonly ThresholdCard[]
  caseId: string | null
  mayWrite: boolean
  saved: string | null
}) {
  const { thresholds, caseId, mayWrite, saved } = props
  const done = thresholds.find(({ id }) => id === saved)
  return (
    <>
      {done ? (
        <Notice tone="done" live="status" className="mb-3">
          Saved: {done.label} {done.value} {done.unit}. What was found keeps the number it was found with.
        </Notice>
      ) : null}
      <ul>
        {thresholds.map((one) => (
          <Threshold key={one.id} one={one} caseId={caseId} mayWrite={mayWrite} />
        ))}
      </ul>
    </>
  )
}
