import { newId } from '#lib/ids.ts'
import type { Target } from '../asked.ts'
import { admins, text, triage, type Writes } from './row.ts'

/** All staff of the clinic keep its patients' names and addresses and send them forms. */
const staff = {
  by: 'lead',
  may: [
    'a physio off the team',
    'the patient, who is a physio',
    'a physio whose own form it is',
    'an admin who is no physio',
  ],
} as const
const ofPatient = (of: Target) => [{ patientId: of.patientId }]

export const patients: Writes = {
  writes: {
    'patients/contacts#settleContacts': {
      args: (of) => [{ intakeId: of.waitingIntakeId, stamp: text, right: 'record' }, of.now],
      ...triage,
    },
    'patients#addPatient': {
      args: () => [{ id: newId(), fullName: 'Nora Neu', dateOfBirth: '1990-01-01' }],
      by: 'lead',
      may: [...staff.may, 'a physio of another clinic', 'an admin of another clinic'],
    },
    'patients#changePatient': {
      args: (of) => [{ id: of.patientId, version: 1, fullName: text, dateOfBirth: '1990-01-01' }],
      ...staff,
    },
    'patients/account#invitePatient': { args: ofPatient, ...staff },
    'patients/reset#showReset': { args: ofPatient, by: 'lead' },
    'patients/invite#revokeIntakeLink': { args: (of) => [{ linkId: of.linkActor.linkId }], ...staff },
    'patients/invite#sendIntakeLink': {
      args: (of) => [{ patientId: of.patientId, how: 'print' }],
      ...staff,
    },
    'patients/invite#startIntake': {
      args: ofPatient,
      by: 'lead',
      may: ['a physio off the team', 'the patient, who is a physio', 'a physio whose own form it is'],
    },
    'patients/record#requestRecord': {
      args: () => [{ kind: 'export' }],
      by: 'patient',
      may: ['another patient', 'a physio whose own form it is', 'a patient of another clinic'],
    },
    'patients/record#takeBackRequest': {
      args: (of) => [{ requestId: of.requestId }, of.now],
      by: 'patient',
    },
    'patients/requests#finishRequest': {
      args: (of) => [{ requestId: of.requestId, note: text }, of.now],
      ...admins,
    },
  },
  parts: [
    'patients/account#accountFollows',
    'patients/address#assertAddressKnown',
    'patients/doubles#assertNobodyElse',
    'patients/address#assertInvitationReaches',
    'patients/address#assertResetReaches',
    'patients/address#assertMayMove',
    'patients/address#settleAddress',
    'patients/address#tellOfAddress',
    'patients/invite#lockPatient',
    'patients/invite#takeBackMailed',
  ],
}
