/**
 * Exercises with running or jumps are permitted only while this is true (clinical/exercises.md 1). Not assessed is not
 * permitted; a physio may permit them with a reason, except against a block. `hop_limit` is the phase's.
 */
export const impactRule =
  'block_level = none AND test_sweep_grade in {zero, trace} AND NOT pat_bone_stress = consider AND func_hop_pain <= hop_limit'
