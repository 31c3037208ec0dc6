import { addDays } from '#lib/dates.ts'
import { text, todayOf, type Writes } from './row.ts'

export const alerts: Writes = {
  writes: {
    'alerts#acknowledgeAlert': {
      args: (of) => [{ alertId: of.alertId, seen: 'urgent', note: text }],
      by: 'lead',
    },
    'alerts#handOverAlert': {
      args: (of) => [{ alertId: of.alertId, toId: of.lead.accountId, note: text }],
      by: 'lead',
    },
    'alerts#snoozeAlert': {
      args: (of) => [
        { alertId: of.watchAlertId, seen: 'watch', until: addDays(todayOf(of), 3), reason: text },
        of.now,
      ],
      by: 'lead',
    },
    'alerts#closeAlert': {
      args: (of) => [{ alertId: of.alertId, seen: 'urgent', outcome: text }],
      by: 'lead',
    },
  },
  parts: [
    'alerts/ending#endAlerts',
    'alerts/ending#endRunStop',
    'alerts/evaluation#alertOfEnded',
    'alerts/evaluation#alertOfInjury',
    'alerts/evaluation#alertOfRefused',
    'alerts/evaluation#alertsAfterEntry',
    'alerts/evaluation#alertsByNight',
    'alerts/evaluation/writing#write',
    'alerts/events#record',
    'alerts/measures#alertsAfterMeasure',
    'alerts/nightly#dueRounds',
    'alerts/nightly#runAlertRound',
    'alerts/nightly#watchNights',
    'alerts/opening#alertOfBrokenGlass',
    'alerts/opening#alertOfFormsUnasked',
    'alerts/opening#alertOfRunStop',
    'alerts/scores#alertsAfterScore',
    'alerts/scores#runAlertsOfScore',
  ],
}
