import { ActionForm } from '#components/forms/action-form.tsx'
import { RadioGroup } from '#components/forms/choices.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { LockIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { CloseView } from '#lib/cases/discharge/queries.ts'
import { closeCaseAction } from '#lib/cases/status/actions.ts'
import { closeReasonOptions } from '#lib/cases/status/schema.ts'
import { countText } from '#lib/dates.ts'
import { AdviceAfterwards } from './advice-afterwards.tsx'
import { DischargeCriteria } from './discharge-criteria.tsx'

type Props = { view: CloseView; reason: string | undefined }

/** What the end does to the alerts of the case. */
function OpenAlerts({ view: { frame, alerts } }: { view: CloseView }) {
  const { urgent, others } = alerts
  return (
    <>
      {urgent.length > 0 ? (
        <Notice>
          <TextLink href={`/cases/${frame.caseId}/alerts`}>
            {countText(urgent.length, 'alert')} for today
          </TextLink>{' '}
          {urgent.length === 1 ? 'is' : 'are'} open: {urgent.join(', ')}. Write what came of{' '}
          {urgent.length === 1 ? 'it' : 'them'} before the case can be closed.
        </Notice>
      ) : null}
      {others.length > 0 ? (
        <Notice>
          {countText(others.length, 'open alert closes', 'open alerts close')} with the case:{' '}
          {others.join(', ')}.
        </Notice>
      ) : null}
    </>
  )
}

function EndForm({ view, reason }: Props) {
  const { frame } = view
  const back = `/cases/${frame.caseId}`
  return (
    <ActionForm action={closeCaseAction} idPrefix="end" label="Discharge or refer" className="mt-3" asks>
      <input type="hidden" name="caseId" value={frame.caseId} />
      <input type="hidden" name="version" value={frame.version} />
      {frame.safety.unresolvedLevel === 'none' ? null : (
        <Notice>
          Red flags are still open. Every urgent one needs your answer before the case can be closed.
        </Notice>
      )}
      <OpenAlerts view={view} />
      {view.openNotes > 0 ? (
        <Notice>
          {countText(view.openNotes, 'note')} of this case {view.openNotes === 1 ? 'is' : 'are'}{' '}
          <TextLink href={`${back}/notes`}>not signed yet</TextLink>. You can still sign afterwards.
        </Notice>
      ) : null}
      {view.openAssessment ? (
        <Notice>
          An assessment is <TextLink href={`${back}/assessment`}>not signed yet</TextLink>. Once the case is
          closed you can still fill in its last part and sign it, and change nothing else in it.
        </Notice>
      ) : null}
      {view.openDraft ? (
        <Notice>
          A version of the program is <TextLink href={`${back}/program`}>not published yet</TextLink>. It
          cannot be published once the case is closed.
        </Notice>
      ) : null}
      <RadioGroup name="reason" label="How it ends" choices={closeReasonOptions} defaultValue={reason} />
      {view.ok === 'yes' ? null : (
        <TextArea
          name="unmetReason"
          label="Why although the criteria are not met"
          hint="Needed when the goals are reached or partly reached"
          rows={3}
          maxLength={1000}
          optional
        />
      )}
      <TextArea
        name="note"
        label="Closing note"
        hint="What was reached, what goes on alone, when to come back"
        rows={6}
        maxLength={4000}
      />
      <AdviceAfterwards texts={view.advice} />
      <div className="flex justify-end gap-2">
        <LinkButton href={back} variant="ghost">
          Cancel
        </LinkButton>
        <SubmitButton pendingLabel="Closing">Close the case</SubmitButton>
      </div>
    </ActionForm>
  )
}

/** What the patient still has when the case is closed. */
function Afterwards({ view: { frame, maintained } }: { view: CloseView }) {
  return (
    <p className="mt-2 text-dense text-ink-2">
      {maintained ? (
        'The patient keeps the maintenance program and can read it after the end.'
      ) : (
        <>
          The program ends with the treatment. To go on alone, give the{' '}
          <TextLink href={`/cases/${frame.caseId}/program/new#prog_maintenance`}>
            maintenance program
          </TextLink>{' '}
          first: it stays.
        </>
      )}
    </p>
  )
}

/** The end of a case: what the criteria say beside the decision. It can be reopened. */
export function CloseScreen({ view, reason }: Props) {
  const { frame } = view
  const letters = `/cases/${frame.caseId}/letters`
  return (
    <div className="gap-x-10 px-4 pt-5 pb-8 lg:px-6 xl:grid xl:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="min-w-0 max-w-3xl">
        <h2 className="pb-1 text-heading font-semibold">Discharge criteria</h2>
        <DischargeCriteria view={view} />
      </div>
      <div>
        <h2 className="text-heading font-semibold">Discharge or refer</h2>
        <p className="mt-1 text-dense text-ink-2">
          Write the <TextLink href={`${letters}?kind=discharge_summary#new`}>discharge summary</TextLink> or a{' '}
          <TextLink href={`${letters}?kind=referral#new`}>referral</TextLink> before or after.
        </p>
        {frame.mayWrite ? <Afterwards view={view} /> : null}
        {frame.mayWrite ? (
          <EndForm view={view} reason={reason} />
        ) : (
          <div className="mt-3 grid gap-3">
            {view.ended ? (
              <Notice icon={LockIcon} title={view.ended.title}>
                {view.ended.why ? (
                  <span className="break-words whitespace-pre-line">
                    Although the criteria were not met: {view.ended.why}
                  </span>
                ) : null}
              </Notice>
            ) : (
              <Notice>This case cannot be closed here: you are not on its care team.</Notice>
            )}
            <LinkButton href={`/cases/${frame.caseId}`} className="w-fit">
              Back to the case
            </LinkButton>
          </div>
        )}
      </div>
    </div>
  )
}
