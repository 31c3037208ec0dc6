import { ruleText } from '#lib/alerts/findings/rules.ts'
import type { AlertLimits } from '#lib/alerts/findings/schema.ts'
import { severityWords } from '#lib/alerts/schema.ts'
import { alertTable } from '#lib/content/alerts/table.ts'
import type { AlertSpec } from '#lib/content/alerts/types.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import { alertsInCode } from '#lib/rulebook/code/rules.ts'
import type { RuleEntry, RuleNumbers, RuleSource } from '#lib/rulebook/schema.ts'

const entryOf = (alert: AlertSpec, limits: AlertLimits): RuleEntry => ({
  id: alert.id,
  title: alert.title,
  says: `${alert.condition} ${alert.action}`,
  rules: alert.levels.map(({ severity, rule }) => ({
    label: severityWords[severity],
    text: ruleText(rule, limits),
  })),
  evidence: alert.why,
  source: alert.source,
})

export const alertRules = ({ alertLimits }: RuleNumbers): RuleSource => ({
  id: 'alerts',
  title: 'Alerts',
  note: 'What is brought to the care team. The gravest level whose rule is met applies. A clinic may set the limits that are expert opinion, and the team of a case others for it.',
  version: alertRuleSetVersion,
  entries: [...alertTable.map((alert) => entryOf(alert, alertLimits)), ...alertsInCode],
})
