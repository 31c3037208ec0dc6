import { now, type Reads } from './row.ts'

export const clinic: Reads = {
  reads: {
    'rulebook#ruleNumbers': { args: () => [], by: 'lead', shows: /"no_log_watch":7/ },
    'limits#clinicLimits': { ...now, by: 'admin', shows: /no_log_watch/ },
    'audit#auditPage': {
      args: (of) => [{ area: '', person: '', from: '', to: '', after: '' }, of.now],
      by: 'admin',
      directory: true,
    },
    'clinic#clinicSettings': { args: () => [], by: 'admin', shows: /CANARY-ONE-CLINIC/ },
    'exercises#exerciseList': { args: () => [{ q: '', region: null }], by: 'lead', shows: /ex_hip_clam/ },
    'exercises#exerciseView': { args: () => ['ex_hip_clam'], by: 'lead', shows: /ex_hip_clam/ },
    'exercises#templateList': { args: () => [], by: 'lead', shows: /prog_hip_focus/ },
    'exercises#templateView': { args: () => ['prog_hip_focus'], by: 'lead', shows: /prog_hip_focus/ },
    'mail#outbox': { args: (of) => [of.now], by: 'admin', shows: /CANARY-ONE-CLINIC/ },
  },
  internal: {
    'mail#mailOfPatient': 'patients#patientDetail',
    'limits#caseLimits': 'alerts#caseAlerts',
    'limits/values#readLimits': 'assessment#caseAssessments',
    'export#jsonFile': 'cases/export#exportCase',
    'export#assertStillThere': 'cases/export#exportCase',
    'live#liveCounts': 'cases/counts#clinicCounts',
  },
  fragments: [
    'clinic/zone#assertKnownZone',
    'jobs#actorOfClinic',
    'jobs#clinicRounds',
    'limits/values#limitRowsSql',
    'mail#sendsMail',
  ],
}
