/** Besides the exit rule of a phase, for "ready for the next phase" (clinical/programmes.md 3.6). */
export const phaseReadyRule =
  'ind_adherence_pct >= 70 AND ind_red_last3 = 0 AND unresolved_level in {none, monitor} AND block_level = none'

/** Besides, for one press: what asks for action is looked at first, as before a discharge (clinical/review.md 5). */
export const onePressRule = 'open_alert_max in {none, info, watch}'
