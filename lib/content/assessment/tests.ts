import { angle, grouped, inSection, options } from './make.ts'
import type { AssessmentItem } from './types.ts'

const ligament = inSection('ligaments')
const front = inSection('kneecap')
const hip = inSection('hip_nerves')
const provocative = { provocative: true } as const

/** Clinical tests (clinical/assessment.md 4). The patellar grind test is not offered: painful and uninformative [GK]. */
export const testItems: readonly AssessmentItem[] = [
  ...grouped('Ligaments', [
    ligament('test_lachman', 'Lachman', 'Knee 20 to 30°, thigh held, pull the tibia forward.', '[80]', {
      positive: 'Soft end-feel or increased translation.',
      accuracy: 'Sensitivity about 85 %, specificity about 94 % [GK]',
    }),
    ligament('test_anterior_drawer', 'Anterior drawer', 'Knee 90°, foot fixed, hamstrings relaxed.', '[80]', {
      positive: 'Increased translation.',
      accuracy: 'Low in the acute knee [GK]',
    }),
    ligament(
      'test_pivot_shift',
      'Pivot shift',
      'Only if tolerated: valgus and internal rotation while bending.',
      '[80]',
      {
        positive: 'Reduction clunk.',
        accuracy: 'Specific, not sensitive [GK]',
        ...provocative,
      },
    ),
    ligament(
      'test_posterior_sag',
      'Posterior sag and drawer',
      'Both knees 90°, look from the side.',
      '[GK]',
      {
        positive: 'The tibia drops back.',
      },
    ),
    ligament('test_valgus_0', 'Valgus stress, 0°', 'Knee straight.', '[GK]', {
      positive: 'Opening or pain against the other side. Opening at 0° suggests a combined injury.',
    }),
    ligament('test_valgus_30', 'Valgus stress, 30°', 'Knee at 30°.', '[GK]', {
      positive: 'Opening or pain against the other side.',
    }),
    ligament('test_varus_0', 'Varus stress, 0°', 'Knee straight.', '[GK]', {
      positive: 'Opening or pain. Opening at 0° suggests a combined injury.',
    }),
    ligament('test_varus_30', 'Varus stress, 30°', 'Knee at 30°.', '[GK]', { positive: 'Opening or pain.' }),
  ]),
  ...grouped('Meniscus', [
    ligament('test_mcmurray', 'McMurray', 'Bend fully, rotate the tibia, straighten.', '[78]', {
      positive: 'Pain or click at the joint line.',
      accuracy: 'Pooled sensitivity 70 %, specificity 71 %',
      ...provocative,
    }),
    ligament('test_apley', 'Apley', 'Prone, knee 90°, compress and rotate.', '[78]', {
      positive: 'Joint-line pain on compression.',
      accuracy: 'Pooled sensitivity 60 %, specificity 70 %',
      ...provocative,
    }),
    ligament(
      'test_thessaly_20',
      'Thessaly, 20°',
      'Standing on one leg at 20°, rotate; support the hands.',
      '[78][79]',
      {
        positive: 'Joint-line pain or locking.',
        accuracy: 'Pooled figures vary widely; no single test is accurate',
        ...provocative,
      },
    ),
  ]),
  ...grouped('Kneecap joint', [
    front('test_squat_pain', 'Two-leg squat', 'To a comfortable depth.', '[1][77]', {
      positive: 'Familiar anterior pain.',
      accuracy: 'Part of the kneecap cluster: 2 of 3 positive PPV 89 %, LR+ 4.0 (1.8 to 10.3)',
      ...provocative,
    }),
    front('test_stepdown_pain', 'Slow step-down', '20 cm step.', '[1]', {
      positive: 'Familiar anterior pain.',
      pain: 'always',
      ...provocative,
    }),
    front(
      'test_resisted_extension_pain',
      'Resisted extension, 60°',
      'Isometric, knee at about 60°.',
      '[77]',
      {
        positive: 'Familiar pain.',
        accuracy: 'Alone: PPV 82 %, LR+ 2.2 (95 % CI 0.99 to 5.2)',
        ...provocative,
      },
    ),
    front('test_patellar_tilt', 'Patellar tilt', 'Medial glide, lift the lateral edge.', '[1]', {
      positive: 'The lateral edge cannot be lifted to horizontal.',
      accuracy: 'Modest; do not use alone',
    }),
    front(
      'test_patella_apprehension',
      'Patellar apprehension',
      'Push laterally at 20 to 30° flexion.',
      '[GK]',
      {
        positive: 'The patient anticipates dislocation.',
      },
    ),
    front('test_hoffa', 'Hoffa', 'Press on the fat pad while the knee straightens.', '[GK]', {
      positive: 'Familiar pain.',
      ...provocative,
    }),
  ]),
  ...grouped('Tendon and band', [
    front('test_decline_squat', 'Single-leg decline squat', '25° decline, to 60°.', '[27][28]', {
      positive: 'Focal pain at the inferior pole. A load test for monitoring.',
      pain: 'always',
      ...provocative,
    }),
    front(
      'test_noble',
      'Noble compression',
      'Press the lateral epicondyle while the knee straightens from 90°.',
      '[26]',
      {
        positive: 'Familiar pain around 30°.',
        pain: 'always',
        ...provocative,
      },
    ),
    front(
      'test_extensor_lag_deg',
      'Extensor lag',
      'Straight-leg raise; degrees short of passive extension.',
      '[GK]',
      {
        input: angle([0, 60], [0, 30]),
        line: { limit: 'extensor_lag_deg', beyond: 'above' },
        positive:
          'More than 5°: extensor mechanism. With a sudden onset it raises a flag, as the clinic has set the limit.',
      },
    ),
  ]),
  ...grouped('Hip and bone', [
    hip('test_fadir', 'FADIR', 'Hip flexion, adduction, internal rotation.', '[GK]', {
      positive: 'Familiar groin or knee pain.',
      ...provocative,
    }),
    hip('test_log_roll', 'Log roll', 'Roll the relaxed leg in and out.', '[GK]', {
      positive: 'Pain or asymmetry.',
    }),
    hip(
      'test_fulcrum_femur',
      'Femoral fulcrum',
      'Sitting, forearm below the thigh, press down on the knee.',
      '[70]',
      {
        positive: 'Thigh bone pain.',
        ...provocative,
      },
    ),
    hip(
      'test_hop_single',
      'Single-leg hop on the spot',
      'Three hops. Not when a stress fracture of a high-risk site is suspected.',
      '[70]',
      { positive: 'Familiar focal bone pain.', accuracy: 'A screening sign', hop: true, ...provocative },
    ),
  ]),
  ...grouped('Nerves and vessels', [
    hip('test_slump', 'Slump or straight-leg raise', 'Change neck or ankle when the symptom comes.', '[GK]', {
      positive: 'Familiar knee symptom changed by neck or ankle.',
    }),
    hip('test_reflex_knee', 'Knee and ankle reflexes', 'Compare the sides.', '–', {
      positive: 'Asymmetry or absence.',
    }),
    hip('test_myotomes', 'Power, L2 to S1', 'Against resistance.', '–', { positive: 'Less than 5 of 5.' }),
    hip('test_dermatomes', 'Light touch, L2 to S1', 'Compare the sides.', '–', { positive: 'Reduced.' }),
    hip(
      'test_pulses',
      'Pulses',
      'Femoral, popliteal, foot; at rest, and after exercise when indicated.',
      '–',
      {
        positive: 'Reduced or absent.',
      },
    ),
    hip(
      'wells_items',
      'Wells items of the symptomatic leg',
      'Only when a deep-vein thrombosis is possible.',
      '[64]',
      {
        sided: false,
        input: {
          kind: 'list',
          options: options({
            active_cancer: 'Active cancer',
            leg_immobilized: 'Paralysis, paresis or recent plaster of the leg',
            bed_or_surgery: 'Bedridden 3 days or more, or major surgery within 12 weeks',
            deep_vein_tender: 'Localized tenderness along the deep veins',
            leg_swollen: 'Entire leg swollen',
            calf_larger: 'Calf at least 3 cm larger than the other',
            pitting_oedema: 'Pitting edema confined to this leg',
            collateral_veins: 'Collateral superficial veins',
            previous_dvt: 'Previous deep-vein thrombosis',
            alternative_likely: 'Another diagnosis at least as likely (−2)',
            none: 'None of these',
          }),
        },
        positive:
          '2 or more: likely. Below 2 still needs medical assessment today when a thrombosis is suspected.',
      },
    ),
  ]),
]
