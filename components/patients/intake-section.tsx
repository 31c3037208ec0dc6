import { ActionForm } from '#components/forms/action-form.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { PenLineIcon, QrCodeIcon, SendIcon } from '#components/ui/icons.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { countText, inSentence } from '#lib/dates.ts'
import { revokeIntakeLinkAction, sendIntakeLinkAction, startIntakeAction } from '#lib/patients/actions.ts'
import type { PatientDetail, PatientLink } from '#lib/patients/queries.ts'
import { missingPhonesMessage } from '#lib/patients/rules.ts'
import { NewLink } from './new-link.tsx'
import { FormMark, LinkMark } from './patient-state.tsx'

function LinkLine({ link }: { link: PatientLink }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 text-dense">
      <span>
        <LinkMark link={link.state} />
        <span className="num block text-caption text-ink-3">
          Made {inSentence(link.made)}
          {link.state === 'valid' ? `, until ${link.until}` : ''}
          {link.opened ? `, first opened ${inSentence(link.opened)}` : ''}
        </span>
      </span>
      {link.state === 'valid' || link.state === 'locked' ? (
        <ActionForm
          action={revokeIntakeLinkAction}
          idPrefix={`revoke-${link.id}`}
          label="Take the link back"
          quiet
        >
          <input type="hidden" name="linkId" value={link.id} />
          <SubmitButton variant="plain" size="small" pendingLabel="Taking back">
            Take back
          </SubmitButton>
        </ActionForm>
      ) : null}
    </li>
  )
}

function SendForms({ patient, clinic }: { patient: PatientDetail; clinic: string }) {
  const again = patient.intakes[0]?.links.length ?? 0
  const mail = patient.email !== null
  const shown = patient.fillsIn || patient.intakes[0]?.status !== 'draft'
  return (
    <div className="grid gap-3">
      <ActionForm action={sendIntakeLinkAction} idPrefix="link" label="Send the form">
        <input type="hidden" name="patientId" value={patient.id} />
        <NewLink clinic={clinic} name={patient.preferredName ?? patient.name}>
          <div className="no-print flex flex-wrap gap-2">
            {mail ? (
              <SubmitButton name="how" value="mail" pendingLabel="Sending">
                <SendIcon />
                {again ? 'Send again by mail' : 'Send by mail'}
              </SubmitButton>
            ) : null}
            {shown ? (
              <SubmitButton
                name="how"
                value="print"
                variant={mail ? 'plain' : 'primary'}
                pendingLabel="Making a link"
              >
                <QrCodeIcon />
                Show a QR code
              </SubmitButton>
            ) : null}
          </div>
        </NewLink>
      </ActionForm>
      {patient.fillsIn ? (
        <ActionForm
          action={startIntakeAction}
          idPrefix="fill"
          label="Fill in for the patient"
          className="no-print"
        >
          <input type="hidden" name="patientId" value={patient.id} />
          <div>
            <SubmitButton variant="plain" pendingLabel="Opening">
              <PenLineIcon />
              Fill in for the patient
            </SubmitButton>
          </div>
        </ActionForm>
      ) : null}
      <p className="no-print text-caption text-ink-3">
        {again ? 'A new link ends the one before. ' : ''}
        It works for {countText(14, 'day')}.{' '}
        {patient.fillsIn ? 'What is filled in for a patient is recorded as such.' : null}
        {shown
          ? null
          : 'The form has answers already: it can be sent by mail, and a physio can show its address.'}
      </p>
    </div>
  )
}

/** The form of a patient: where it stands, its links, and how to send it. Its answers are read in triage or in the case. */
export function IntakeSection({
  patient,
  clinic,
  admin,
}: {
  patient: PatientDetail
  clinic: string
  admin: boolean
}) {
  const [latest] = patient.intakes
  const waiting = latest?.status === 'submitted'
  return (
    <Section title="Form" line={false}>
      {latest ? (
        <div className="no-print mb-3 flex flex-wrap items-center gap-x-4 text-dense">
          <FormMark form={latest.status} />
          <span className="num text-ink-3">
            {latest.sent
              ? `Sent: ${latest.sent}`
              : `${latest.status === 'unbegun' ? 'Made' : 'Started'}: ${latest.made}`}
          </span>
          {patient.triages && (waiting || latest.status === 'referred') ? (
            <LinkButton href={`/intakes/${latest.id}`} size="small">
              {waiting ? 'Triage' : 'Read the form'}
            </LinkButton>
          ) : null}
        </div>
      ) : null}
      {waiting ? null : patient.missingPhones.length > 0 ? (
        <Notice title="The form cannot be sent yet">
          {missingPhonesMessage(patient.missingPhones)}
          {admin ? (
            <div className="mt-2">
              <LinkButton href="/admin/clinic">Fill in now</LinkButton>
            </div>
          ) : null}
        </Notice>
      ) : (
        <SendForms patient={patient} clinic={clinic} />
      )}
      {latest && latest.links.length > 0 ? (
        <ul aria-label="Links" className="no-print mt-3 divide-y divide-line border-t border-line">
          {latest.links.map((link) => (
            <LinkLine key={link.id} link={link} />
          ))}
        </ul>
      ) : null}
    </Section>
  )
}
