import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { SirenIcon, TriangleAlertIcon } from '#components/ui/icons.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { acknowledgeAlertAction, closeAlertAction } from '#lib/alerts/actions.ts'
import type { AlertView } from '#lib/cases/overview/queries.ts'

function Level({ alert }: { alert: AlertView }) {
  if (alert.severity === 'urgent') {
    return (
      <Tag tone="red" icon={SirenIcon}>
        {alert.severityText}
      </Tag>
    )
  }
  if (alert.severity === 'act') {
    return (
      <Tag tone="amber" icon={TriangleAlertIcon}>
        {alert.severityText}
      </Tag>
    )
  }
  return <Tag>{alert.severityText}</Tag>
}

function AlertForms({ alert }: { alert: AlertView }) {
  return (
    <div className="mt-2 grid gap-2 md:grid-cols-2 md:gap-4">
      {alert.acknowledged ? null : (
        <ActionForm
          action={acknowledgeAlertAction}
          idPrefix={`ack-${alert.id}`}
          label={`Acknowledge: ${alert.title}`}
          className="gap-2"
        >
          <input type="hidden" name="alertId" value={alert.id} />
          <div className="flex flex-wrap items-start gap-2">
            <TextField
              name="note"
              label="What you are going to do"
              hideLabel
              placeholder="What you are going to do"
              maxLength={1000}
              className="min-w-0 grow basis-40"
            />
            <SubmitButton variant="plain" size="field">
              I am on it
            </SubmitButton>
          </div>
        </ActionForm>
      )}
      <ActionForm
        action={closeAlertAction}
        idPrefix={`close-${alert.id}`}
        label={`Close: ${alert.title}`}
        className="gap-2"
      >
        <input type="hidden" name="alertId" value={alert.id} />
        <div className="flex flex-wrap items-start gap-2">
          <TextField
            name="outcome"
            label="What came of it"
            hideLabel
            placeholder="What came of it"
            maxLength={1000}
            className="min-w-0 grow basis-40"
          />
          <SubmitButton variant="plain" size="field">
            Close
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}

/** Open alerts, gravest first. One stays until somebody writes what came of it. */
export function AlertList({ alerts, mayWrite }: { alerts: readonly AlertView[]; mayWrite: boolean }) {
  return (
    <ul className="grid gap-2.5">
      {alerts.map((alert) => (
        <li key={alert.id} className="rounded-box border border-line px-4 py-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="text-dense font-semibold">{alert.title}</h3>
            <Level alert={alert} />
            <span className="num text-caption text-ink-3">{alert.openedText}</span>
          </div>
          {alert.acknowledged ? (
            <p className="mt-1 text-dense text-ink-2">
              {alert.acknowledged.by} is on it since {alert.acknowledged.atText}: {alert.acknowledged.note}
            </p>
          ) : null}
          {mayWrite ? <AlertForms alert={alert} /> : null}
        </li>
      ))}
    </ul>
  )
}
