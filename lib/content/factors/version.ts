/** The version of the rules for factors and patterns. Raise it with every change of a rule, a grade or a text. */
export const factorRuleSetVersion = 1
