/** Besides the exit rule of a phase, for "ready for the next phase" (clinical/programmes.md 3.6). */
export const phaseReadyRule =
  'ind_adherence_pct >= 70 AND ind_red_last3 = 0 AND unresolved_level in {none, monitor} AND block_level = none'
