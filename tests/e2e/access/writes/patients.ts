/** Writes about who is a patient and how she is reached. How to add one: see accounts.ts. */
import { newId } from '#lib/ids.ts'
import type { WorldServer } from '#tests/support/world-server.ts'
import { admins, asOwner, everyStaff, physiosOne, staffOne, team, text, type WriteRows } from './row.ts'

const birth = { 'dateOfBirth.day': '17', 'dateOfBirth.month': '5', 'dateOfBirth.year': '1990' }
const unheard = newId()
const ofPatient = (w: WorldServer) => ({ patientId: w.world.one.a.patientId })

export const patients: WriteRows = {
  'lib/intake/consents/actions.ts#changeConsentAction': {
    form: () => ({ consent: 'messages', answer: 'no' }),
    may: ['patientA', 'patientB', 'patientTwo'],
    wide: true,
  },
  'lib/intake/consents/actions.ts#noteConsentAction': {
    form: (w) => ({
      id: newId(),
      caseId: w.world.one.a.caseId,
      consent: 'messages',
      answer: 'no',
      note: text,
    }),
    may: team,
  },
  'lib/patients/record/actions.ts#requestRecordAction': {
    form: () => ({ kind: 'export' }),
    may: ['patientA', 'patientB', 'patientTwo'],
    wide: true,
  },
  'lib/patients/record/actions.ts#takeBackRequestAction': {
    form: (w) => ({ requestId: w.world.one.a.requestId }),
    may: ['patientA'],
  },
  'lib/patients/requests/actions.ts#finishRequestAction': {
    form: (w) => ({ requestId: w.world.one.a.requestId, note: text }),
    may: admins,
  },
  'lib/patients/actions.ts#addPatientAction': {
    form: () => ({ id: newId(), fullName: 'Nora Neu', ...birth, email: '', phone: '' }),
    // The patients of the test world have taken numbers without counting.
    before: (w) => asOwner(w, `UPDATE "Clinic" SET "patientCounter" = 5000`),
    may: everyStaff,
    wide: true,
  },
  'lib/patients/actions.ts#changePatientAction': {
    form: (w) => ({
      id: w.world.one.a.patientId,
      version: '1',
      fullName: 'Nora Neu',
      ...birth,
      email: '',
      phone: '',
    }),
    may: staffOne,
  },
  'lib/patients/actions.ts#sendIntakeLinkAction': {
    form: (w) => ({ ...ofPatient(w), how: 'print' }),
    may: staffOne,
  },
  'lib/patients/actions.ts#startIntakeAction': { form: ofPatient, may: physiosOne },
  'lib/patients/actions.ts#invitePatientAction': {
    form: () => ({ patientId: unheard }),
    // Of one who has told nothing yet: of any other an invitation is her team's, where no mail server sends it.
    before: (w) =>
      asOwner(
        w,
        `INSERT INTO "Patient" (id, "clinicId", number, "fullName", "dateOfBirth", email)
         VALUES ('${unheard}', '${w.world.one.clinicId}', 4999, 'Nora Neu', '1990-05-17', 'nora.neu@access.example')
         ON CONFLICT DO NOTHING`,
      ),
    may: staffOne,
    wide: true,
  },
  'lib/patients/actions.ts#showResetAction': { form: ofPatient, may: team },
  'lib/patients/actions.ts#revokeIntakeLinkAction': {
    form: (w) => ({ linkId: w.world.one.a.linkActor.linkId }),
    may: staffOne,
  },
}
