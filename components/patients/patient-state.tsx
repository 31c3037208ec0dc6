import { StateMark } from '#components/ui/tag.tsx'
import type { FormState, PatientDetail, PatientLink } from '#lib/patients/queries.ts'

const forms = {
  none: { state: 'open', text: 'Not sent' },
  unbegun: { state: 'open', text: 'Not begun yet' },
  draft: { state: 'open', text: 'Being filled in' },
  submitted: { state: 'on', text: 'Waits for triage' },
  accepted: { state: 'on', text: 'Accepted' },
  referred: { state: 'off', text: 'Referred on' },
} as const

export const FormMark = ({ form }: { form: FormState }) => (
  <StateMark state={forms[form].state}>{forms[form].text}</StateMark>
)

const accounts = {
  none: { state: 'off', text: 'None' },
  invited: { state: 'open', text: 'Invited' },
  active: { state: 'on', text: 'Active' },
  suspended: { state: 'off', text: 'Suspended' },
} as const

export const AccountMark = ({ account }: { account: PatientDetail['account']['status'] }) => (
  <StateMark state={accounts[account].state}>{accounts[account].text}</StateMark>
)

const links = {
  valid: { state: 'on', text: 'Works' },
  expired: { state: 'off', text: 'Has run out' },
  revoked: { state: 'off', text: 'Taken back' },
  locked: { state: 'off', text: 'Locked: five wrong birth dates' },
  submitted: { state: 'off', text: 'Used: the form was sent' },
} as const

export const LinkMark = ({ link }: { link: PatientLink['state'] }) => (
  <StateMark state={links[link].state}>{links[link].text}</StateMark>
)

const cases = { open: 'Open', on_hold: 'On hold', discharged: 'Discharged', referred: 'Referred on' } as const
export const caseStateText = (status: keyof typeof cases): string => cases[status]
