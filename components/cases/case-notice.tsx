import { NoExamination } from '#components/intakes/no-examination.tsx'
import { NewAddress } from '#components/patients/new-address.tsx'
import { TwoBirths } from '#components/patients/two-births.tsx'
import { TwoContacts } from '#components/patients/two-contacts.tsx'
import { KeyRoundIcon, LockIcon, PauseIcon } from '#components/ui/icons.tsx'
import { TextLink } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { CaseFrame } from '#lib/cases/queries.ts'
import { inSentence } from '#lib/dates.ts'

type Closing = { words: string; note: string; by: string; atText: string; why: string } | null

/** Why this record cannot be written as usual. */
export function CaseNotice({ frame, closing }: { frame: CaseFrame; closing: Closing }) {
  const closed = frame.status === 'discharged' || frame.status === 'referred'
  const notices = [
    frame.consents.examination === 'no' ? (
      <NoExamination key="consent" consents={frame.consents} caseId={frame.onTeam ? frame.caseId : null} />
    ) : null,
    frame.newAddress && !frame.brokenGlass ? (
      <NewAddress key="address" patientId={frame.patientId} email={frame.newAddress.email} />
    ) : null,
    frame.births.length > 1 && !frame.brokenGlass ? (
      <TwoBirths key="births" patientId={frame.patientId} births={frame.births} />
    ) : null,
    frame.contacts.two && frame.intakeId && !frame.brokenGlass ? (
      <TwoContacts key="contacts" intakeId={frame.intakeId} two={frame.contacts.two} />
    ) : null,
    frame.brokenGlass ? (
      <Notice key="glass" tone="ink" icon={KeyRoundIcon} title="You are not on this care team">
        The record is open to you for one hour, to read. The lead was told, and the patient can see it.
      </Notice>
    ) : null,
    closing && closed ? (
      <Notice
        key="closed"
        icon={LockIcon}
        title={`Closed by ${closing.by}, ${inSentence(closing.atText)}: ${closing.words}`}
      >
        <span className="break-words whitespace-pre-line">{closing.note}</span>
        {closing.why ? (
          <p className="mt-1 break-words">Although the discharge criteria were not met: {closing.why}</p>
        ) : null}
        <p className="mt-1">
          <TextLink href={`/cases/${frame.caseId}/close`}>What the discharge criteria said</TextLink>
        </p>
        {frame.onTeam ? (
          <p className="mt-1">
            <TextLink
              href={`/cases/${frame.caseId}/letters?kind=${frame.status === 'referred' ? 'referral' : 'discharge_summary'}#new`}
            >
              {frame.status === 'referred' ? 'Write the referral' : 'Write the discharge summary'}
            </TextLink>
          </p>
        ) : null}
      </Notice>
    ) : null,
    frame.status === 'on_hold' ? (
      <Notice key="hold" icon={PauseIcon} title="On hold">
        Nothing is due for the patient until the case is resumed.
      </Notice>
    ) : null,
  ].filter((notice) => notice !== null)
  return notices.length > 0 ? <div className="mb-5 grid gap-2.5">{notices}</div> : null
}
