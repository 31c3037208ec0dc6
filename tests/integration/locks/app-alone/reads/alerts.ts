import { ofCase, type Reads } from './row.ts'

export const alerts: Reads = {
  reads: {
    'alerts#caseAlerts': ofCase,
    'alerts/worklist#alertWorklist': { args: (of) => [{ view: 'team', page: 1 }, of.now], by: 'lead' },
  },
  internal: {
    'alerts/evaluation#openRedFlags': 'alerts#caseAlerts',
    'alerts/evaluation#closedOfEntry': 'alerts#caseAlerts',
    'alerts/evaluation#readForAlerts': 'alerts#caseAlerts',
    'alerts/logs#waitsForClinician': 'programs#myProgram',
    'alerts/nightly#nightsOfCase': 'alerts#caseAlerts',
    'alerts/worklist#closedAlertCards': 'alerts#caseAlerts',
    'alerts/worklist#openAlertCards': 'cases/overview#caseOverview',
    'alerts/worklist#stoppingAlertCards': 'cases/overview#caseOverview',
    'alerts/worklist#openAlertMax': 'cases/overview#caseOverview',
    'alerts/worklist#urgentInAnyTreatment': 'programs#myProgram',
  },
  fragments: ['alerts/evaluation#caseOf', 'alerts/nightly#readSilence', 'alerts/nightly#silenceSql'],
}
