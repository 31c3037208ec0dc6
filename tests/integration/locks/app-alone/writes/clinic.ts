import { text, type Writes } from './row.ts'

export const clinic: Writes = {
  writes: {
    'clinic#changeClinicSettings': {
      args: () => [
        {
          version: 1,
          name: 'Another name',
          phone: '+41 44 111 22 33',
          emergencyNumber: '144',
          outOfHoursPhone: '',
          address: '',
          timeZone: 'Europe/Zurich',
          consentAge: 18,
          dutyAccountId: '',
          closedDays: '',
          ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`hours.${day}`, '08:00-18:00'])),
        },
      ],
      by: 'admin',
      may: ['an admin who is no physio', 'an admin of another clinic'],
    },
    'limits#setCaseLimit': {
      args: (of) => [{ caseId: of.caseId, limitId: 'no_log_act', seen: null, value: 10, note: text }, of.now],
      by: 'lead',
    },
    'limits#setClinicLimit': {
      args: (of) => [{ limitId: 'no_log_act', seen: null, value: 10, note: text }, of.now],
      by: 'admin',
      may: ['an admin who is no physio', 'an admin of another clinic'],
    },
  },
  parts: [
    'audit#recordAudit',
    'audit#recordRefusal',
    'clinic#createClinic',
    'jobs#startJobs',
    'mail#deliverAllMail',
    'mail#deliverMail',
    'mail#queueMail',
    'mail#queueOwnMail',
    'mail#startMailRounds',
    'mail/sending#sendNext',
  ],
}
