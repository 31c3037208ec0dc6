/**
 * The result of a session (clinical/programmes.md 2): the first rule that is true, from top to bottom; a rule that is not
 * assessed is skipped. Zones 0–2, 3–5 and 6–10 after the pain-monitoring model [29]; the stricter limits of runners come
 * with the item [8][10].
 */
export const resultRules = [
  { result: 'red', rule: 'max_pain >= 6 OR morning_breach = yes OR log_flagged = yes' },
  { result: 'over_limit', rule: 'max_pain > item_limit' },
  { result: 'unknown', rule: 'NOT known(max_pain) OR NOT known(morning_breach) OR NOT known(log_flagged)' },
  { result: 'amber', rule: 'max_pain >= 3' },
  { result: 'green', rule: 'always' },
] as const
