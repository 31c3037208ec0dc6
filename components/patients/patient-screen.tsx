import { PageHeader } from '#components/shell/page-header.tsx'
import { PrintedName } from '#components/shell/printed-name.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Facts, Section } from '#components/ui/section.tsx'
import { fullDayText } from '#lib/dates.ts'
import type { PatientDetail } from '#lib/patients/queries.ts'
import { AccountSection } from './account-section.tsx'
import { CallLinks } from './call-links.tsx'
import { CasesSection } from './cases-section.tsx'
import { IntakeSection } from './intake-section.tsx'
import { MailLine } from './mail-line.tsx'
import { NewAddress, UntreatedAddress } from './new-address.tsx'

/** Of a patient under 18, also when nobody is known. */
function guardianFacts({ minor, guardian }: PatientDetail) {
  if (!minor) return []
  const { name, phone } = guardian
  return [{ term: 'Parent or guardian', value: [name, phone].filter(Boolean).join(', ') || 'Not known' }]
}

function AddressNotice({ patient, admin }: { patient: PatientDetail; admin: boolean }) {
  const { id: patientId, email, addressChanged, untreated } = patient
  if (!addressChanged) return null
  return untreated ? (
    <UntreatedAddress patientId={patientId} email={email} gives={admin} />
  ) : (
    <NewAddress patientId={patientId} email={email} />
  )
}

type Props = { patient: PatientDetail; clinic: string; admin: boolean }

/** Who a patient is and what to do next for her. Nothing clinical stands here, so every member of staff may see it. */
export function PatientScreen({ patient, clinic, admin }: Props) {
  return (
    <>
      <PrintedName>{`${patient.name}, ${patient.number}`}</PrintedName>
      <div className="no-print">
        <PageHeader
          title={patient.name}
          note={
            <span className="num">
              {patient.age} · born {[patient.born, ...patient.otherBirths.map(fullDayText)].join(' or ')} ·{' '}
              {patient.number}
            </span>
          }
          actions={<LinkButton href={`/patients/${patient.id}/edit`}>Change</LinkButton>}
        />
      </div>
      <div className="grid gap-x-10 px-4 py-5 lg:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)] lg:px-6">
        <div>
          <AddressNotice patient={patient} admin={admin} />
          <IntakeSection patient={patient} clinic={clinic} admin={admin} />
          <CasesSection patientId={patient.id} cases={patient.cases} physios={patient.physios} />
        </div>
        <div>
          <Section title="Contact" line={false} className="no-print max-lg:border-t max-lg:pt-4">
            <Facts
              items={[
                { term: 'E-mail', value: <span className="break-all">{patient.email ?? 'Not known'}</span> },
                {
                  term: 'Phone',
                  value:
                    patient.phone ??
                    (patient.phoneInForm ? `In the form: ${patient.phoneInForm}` : 'Not known'),
                },
                ...guardianFacts(patient),
                ...(patient.preferredName ? [{ term: 'Called', value: patient.preferredName }] : []),
                ...(patient.timeZone ? [{ term: 'Time zone', value: patient.timeZone }] : []),
              ]}
            />
            <MailLine mail={patient.mail} />
            <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
              <CallLinks calls={patient.calls} />
            </div>
            {patient.cases.length > 0 && !patient.phoneInForm ? (
              <p className="mt-1 text-caption text-ink-2">
                As the record has it. A form may name a newer number: it stands at the top of the case.
              </p>
            ) : null}
          </Section>
          <AccountSection patient={patient} />
        </div>
      </div>
    </>
  )
}
