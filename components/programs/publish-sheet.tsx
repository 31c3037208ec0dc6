import { ActionForm } from '#components/forms/action-form.tsx'
import { Checkbox } from '#components/forms/choices.tsx'
import { DateField } from '#components/forms/date-field.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { CloseSheet, OpenSheet, Sheet } from '#components/ui/dialog.tsx'
import { OctagonAlertIcon } from '#components/ui/icons.tsx'
import { PageLink } from '#components/ui/page-link.tsx'
import { addDays, dayText } from '#lib/dates.ts'
import { unreached } from '#lib/patients/reach/rules.ts'
import { discardDraftAction, publishDraftAction } from '#lib/programs/actions.ts'
import type { BuilderView } from '#lib/programs/builder/schema.ts'
import { BeginFields } from './begin-fields.tsx'

function Hidden({ draft }: { draft: BuilderView }) {
  return (
    <>
      <input type="hidden" name="caseId" value={draft.caseId} />
      <input type="hidden" name="versionId" value={draft.versionId} />
      <input type="hidden" name="version" value={draft.version} />
    </>
  )
}

/** What stands against publishing, each with what to do. The server asks again. */
function Blockers({ draft }: { draft: BuilderView }) {
  return (
    <ul className="grid gap-2 text-dense">
      {draft.publish.blockers.map(({ id, text }) => (
        <li key={id} className="flex items-start gap-2">
          <OctagonAlertIcon size={15} strokeWidth={2} className="mt-px" />
          <span>
            {text}
            {id === 'screen' ? (
              <>
                {' '}
                <PageLink className="link" href={`/cases/${draft.caseId}/safety`}>
                  Ask the safety questions
                </PageLink>
              </>
            ) : null}
            {id === 'minimum' ? (
              <>
                {' '}
                <PageLink className="link" href={`/cases/${draft.caseId}/assessment`}>
                  Go to the assessment
                </PageLink>
              </>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Running and jumping are permitted by the examination, or by the physio with a reason. */
function Impact({ impact }: { impact: BuilderView['publish']['impact'] }) {
  if (impact.names.length === 0) return null
  if (impact.permitted)
    return (
      <p className="text-dense">
        The assessment permits running and jumping: at most a trace of effusion, ten hops within the limit, no
        bone stress to consider.
      </p>
    )
  const { names, against, missing } = impact
  return (
    <TextArea
      name="impactReason"
      label="Why running and jumping exercises are permitted"
      hint={[
        'The assessment does not permit them.',
        against.length > 0 ? `Found: ${against.join('; ')}.` : '',
        missing.length > 0 ? `Not examined: ${missing.join('; ')}.` : '',
        `Write what permits ${names.join(', ')}.`,
      ]
        .filter(Boolean)
        .join(' ')}
      rows={2}
      maxLength={300}
    />
  )
}

/** Whether the patient hears of it, and if not, what to do first. */
function Told({ patient: { id, reach } }: { patient: BuilderView['publish']['patient'] }) {
  if (reach === 'account') return 'A message that the program is ready is written to the patient.'
  return (
    <>
      <strong>The patient is not told: {unreached[reach].toLowerCase()}.</strong>{' '}
      {reach === 'suspended' ? null : (
        <PageLink className="link" href={reach === 'no_email' ? `/patients/${id}/edit` : `/patients/${id}`}>
          {reach === 'no_email' ? 'Add an e-mail address' : 'Send invitation'}
        </PageLink>
      )}
    </>
  )
}

function PublishForm({ draft }: { draft: BuilderView }) {
  const { publish, phases } = draft
  const { upcoming } = publish
  return (
    <ActionForm action={publishDraftAction} idPrefix="publish">
      <Hidden draft={draft} />
      <DateField
        name="startsOn"
        label="Holds from"
        defaultValue={publish.today}
        min={publish.today}
        max={addDays(publish.today, 28)}
        {...(upcoming
          ? {
              hint: `Version ${upcoming.number} waits for ${dayText(upcoming.startsOn, publish.today)}. It does not begin any more if this one holds from that day or an earlier one${upcoming.endsStop ? ', and the patient then has to be allowed to run again anew' : ''}.`,
            }
          : {})}
      />
      {phases.length > 1 ? (
        <SelectField
          name="phaseKey"
          label="The patient is in"
          defaultValue={publish.phaseKey}
          options={phases.map(({ key, name }) => ({ value: key, label: name }))}
        />
      ) : (
        <input type="hidden" name="phaseKey" value={publish.phaseKey} />
      )}
      <input type="hidden" name="programVersion" value={publish.programVersion} />
      <BeginFields begins={publish.begins} chosen={publish.phaseKey} />
      {publish.overlong.map((text) => (
        <p key={text} className="num text-dense font-semibold">
          {text}
        </p>
      ))}
      {publish.runsElsewhere ? <p className="text-dense font-semibold">{publish.runsElsewhere}</p> : null}
      <Impact impact={publish.impact} />
      {publish.careful.names.length > 0 ? (
        <TextArea
          name="pregnancyReason"
          label="Why these are in it in pregnancy or after a birth"
          hint={`${publish.careful.known ? '' : 'Whether the patient is pregnant or gave birth in the last 6 months is not known: ask first. '}Not proposed then: ${publish.careful.names.join(', ')}.`}
          rows={2}
          maxLength={300}
        />
      ) : null}
      {publish.runStopId ? (
        <Checkbox
          name="endsStopId"
          value={publish.runStopId}
          label="The patient may run again"
          hint="A stop of running was accepted. It ends with this tick, or as soon as a version or a phase with runs begins."
        />
      ) : null}
      <TextArea
        name="note"
        label="Why this version"
        hint="For the team; the patient does not see it."
        optional
        rows={2}
        maxLength={500}
      />
      <p className="text-dense text-ink-2">
        From then on this version never changes. <Told patient={publish.patient} />
      </p>
      <div className="flex justify-end gap-2">
        <CloseSheet closes="publish">Cancel</CloseSheet>
        <SubmitButton pendingLabel="Publishing">Publish version {draft.number}</SubmitButton>
      </div>
    </ActionForm>
  )
}

/** Publishing asks from when, and says first what stands against it. */
export function PublishSheet({ draft }: { draft: BuilderView }) {
  const blocked = draft.publish.blockers.length > 0
  return (
    <>
      <OpenSheet opens="publish" variant="primary">
        Publish version {draft.number}
      </OpenSheet>
      <Sheet id="publish" title={blocked ? 'Not ready to publish' : `Publish version ${draft.number}`}>
        {blocked ? <Blockers draft={draft} /> : <PublishForm draft={draft} />}
      </Sheet>
    </>
  )
}

export function DiscardSheet({ draft }: { draft: BuilderView }) {
  return (
    <>
      <OpenSheet opens="discard" variant="ghost">
        Discard draft
      </OpenSheet>
      <Sheet id="discard" title="Discard this draft?">
        <ActionForm action={discardDraftAction} idPrefix="discard">
          <Hidden draft={draft} />
          <p className="text-dense text-ink-2">
            Its phases and exercises are gone for good. Published versions stay as they are.
          </p>
          <div className="flex justify-end gap-2">
            <CloseSheet closes="discard">Keep it</CloseSheet>
            <SubmitButton variant="plain" pendingLabel="Discarding">
              Discard draft
            </SubmitButton>
          </div>
        </ActionForm>
      </Sheet>
    </>
  )
}
