/** The version of the rules of alerts. Raise it with every change of a rule, a default or a text. */
export const alertRuleSetVersion = 1
