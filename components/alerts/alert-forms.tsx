import { ActionForm } from '#components/forms/action-form.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import {
  acknowledgeAlertAction,
  closeAlertAction,
  handOverAlertAction,
  snoozeAlertAction,
} from '#lib/alerts/actions.ts'
import type { AlertCard } from '#lib/alerts/worklist/schema.ts'

type Props = { alert: AlertCard }

function Acknowledge({ alert }: Props) {
  return (
    <ActionForm
      action={acknowledgeAlertAction}
      idPrefix={`ack-${alert.id}`}
      label={`Acknowledge: ${alert.title}, ${alert.patient.name}`}
      className="gap-2"
    >
      <input type="hidden" name="alertId" value={alert.id} />
      <input type="hidden" name="seen" value={alert.seen} />
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          name="note"
          label="What you are going to do"
          maxLength={1000}
          className="min-w-0 grow basis-40"
        />
        <SubmitButton variant="plain" size="field">
          I am on it
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function Resolve({ alert }: Props) {
  return (
    <ActionForm
      action={closeAlertAction}
      idPrefix={`close-${alert.id}`}
      label={`Resolve: ${alert.title}, ${alert.patient.name}`}
      className="gap-2"
    >
      <input type="hidden" name="alertId" value={alert.id} />
      <input type="hidden" name="seen" value={alert.seen} />
      <div className="flex flex-wrap items-end gap-2">
        <TextField name="outcome" label="What was done" maxLength={1000} className="min-w-0 grow basis-40" />
        <SubmitButton variant="plain" size="field">
          Resolve
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function Snooze({ alert, days }: Props & { days: { from: string; to: string } }) {
  return (
    <ActionForm
      action={snoozeAlertAction}
      idPrefix={`snooze-${alert.id}`}
      label={`Snooze: ${alert.title}, ${alert.patient.name}`}
      className="gap-2"
    >
      <input type="hidden" name="alertId" value={alert.id} />
      <input type="hidden" name="seen" value={alert.seen} />
      <div className="flex flex-wrap items-end gap-2">
        <DateField name="until" label="Back on" min={days.from} max={days.to} className="basis-36" />
        <TextField name="reason" label="Why it can wait" maxLength={1000} className="min-w-0 grow basis-32" />
        <SubmitButton variant="plain" size="field">
          Snooze
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

function HandOver({ alert }: Props) {
  return (
    <ActionForm
      action={handOverAlertAction}
      idPrefix={`hand-${alert.id}`}
      label={`Hand over: ${alert.title}, ${alert.patient.name}`}
      className="gap-2"
    >
      <input type="hidden" name="alertId" value={alert.id} />
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          name="toId"
          label="To"
          empty="Choose"
          options={alert.others.map(({ id, name }) => ({ value: id, label: name }))}
          className="basis-40"
        />
        <TextField
          name="note"
          label="What is to be done"
          maxLength={1000}
          className="min-w-0 grow basis-32"
        />
        <SubmitButton variant="plain" size="field">
          Hand over
        </SubmitButton>
      </div>
    </ActionForm>
  )
}

/** What a physio of the care team does with an alert; of another treatment's she resolves it alone. */
export function AlertForms({ alert }: Props) {
  return (
    <Disclosure summary="Answer" className="no-print open:basis-full">
      <div className="grid items-end gap-x-6 gap-y-3 pb-1 lg:grid-cols-2">
        {alert.acknowledged || alert.elsewhere ? null : <Acknowledge alert={alert} />}
        <Resolve alert={alert} />
        {alert.snooze ? <Snooze alert={alert} days={alert.snooze} /> : null}
        {alert.others.length > 0 ? <HandOver alert={alert} /> : null}
      </div>
    </Disclosure>
  )
}
