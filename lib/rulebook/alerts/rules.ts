import { ruleText } from '#lib/alerts/findings/rules.ts'
import { severityWords } from '#lib/alerts/schema.ts'
import { alertTable } from '#lib/content/alerts/table.ts'
import type { AlertSpec } from '#lib/content/alerts/types.ts'
import { alertRuleSetVersion } from '#lib/content/alerts/version.ts'
import type { RuleEntry, RuleSource } from '#lib/rulebook/schema.ts'

const entryOf = (alert: AlertSpec): RuleEntry => ({
  id: alert.id,
  title: alert.title,
  says: `${alert.condition} ${alert.action}`,
  rules: alert.levels.map(({ severity, rule }) => ({ label: severityWords[severity], text: ruleText(rule) })),
  evidence: alert.why,
  source: alert.source,
})

export const alertRules: RuleSource = {
  id: 'alerts',
  title: 'Alerts',
  note: 'What is brought to the care team. The gravest level whose rule is met applies. Limits of expert opinion are shown as the product brings them; a clinic or the team of a case may set others.',
  version: alertRuleSetVersion,
  entries: alertTable.map(entryOf),
}
