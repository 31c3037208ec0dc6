// Written by scripts/content from the clinical specification. Change the script or the specification, not this file.
export const logSafetyOptions: readonly { readonly id: string; readonly label: string }[] = [
  { id: 'none', label: 'None of these' },
  { id: 'chest_or_breath', label: 'Chest pain, trouble breathing, or coughing blood' },
  { id: 'faint_or_racing', label: 'Fainting or a racing heart during exercise' },
  { id: 'hot_red_swollen', label: 'The knee is swollen and hot or red' },
  { id: 'fever_unwell', label: 'Fever, shivering, or feeling ill' },
  { id: 'calf_swollen', label: 'A calf or the whole leg is swollen, warm or sore to touch' },
  { id: 'cold_pale_foot', label: 'The foot is cold, pale, blue or without feeling' },
  { id: 'cannot_stand', label: 'I cannot take four steps on the leg' },
  { id: 'new_injury', label: 'A fall, twist or blow to the knee' },
  { id: 'out_of_place', label: 'The kneecap or knee looks out of place' },
  { id: 'stuck_knee', label: 'The knee is stuck' },
  {
    id: 'cannot_straighten',
    label: 'I cannot lift the foot and straighten the knee, and not just because it hurts',
  },
  { id: 'new_numb_weak', label: 'New numbness or weakness in the leg' },
  { id: 'foot_drop', label: 'The foot drags or slaps' },
  { id: 'saddle_bladder', label: 'Numbness between the legs, or new trouble with bladder or bowel' },
  { id: 'bone_spot_pain', label: 'One spot on the bone that hurts more with every step' },
  { id: 'groin_pain', label: 'New pain in the groin or hip when I step on the leg' },
  { id: 'night_pain_constant', label: 'Pain woke me at night and no position helped' },
]
