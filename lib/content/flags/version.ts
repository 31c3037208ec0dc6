/** The version of the rule set (clinical/red-flags.md 1, principle 4). Raise it with every change of a rule or a text. */
export const ruleSetVersion = 1
