import type { FlagSpec } from '#lib/content/flags/types.ts'

export const flagTable: readonly FlagSpec[] = [
  {
    id: 'flag_dislocation_deformity',
    trigger: 'rf_deformity = yes',
    urgency: 'emergency',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Deformity reported: consider knee or patellar dislocation or displaced fracture; check pulses and sensation; do not load.',
    reference: '[65][66]',
  },
  {
    id: 'flag_chest_breath',
    trigger: 'rf_chest_breathless = yes',
    urgency: 'emergency',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'New chest pain, breathlessness or hemoptysis: pulmonary embolism or cardiac event until excluded.',
    reference: '[GK] Wells PS et al. 2003 [64] for the related DVT rule',
  },
  {
    id: 'flag_limb_vascular',
    trigger: 'rf_cold_pale_foot = yes',
    urgency: 'emergency',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Cold, pale or numb foot: acute limb ischemia or compartment syndrome possible; palpate pulses at once.',
    reference: '[65] (neurovascular compromise)',
  },
  {
    id: 'flag_cauda_equina',
    trigger: 'rf_cauda includes_any {saddle_numb, bladder_bowel, both_legs_weak}',
    urgency: 'emergency',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText: 'Possible cauda equina compression: emergency spinal pathway.',
    reference: '[GK] Finucane LM et al. 2020, JOSPT 50(7):350, red-flag framework',
  },
  {
    id: 'flag_septic_joint',
    trigger:
      'rf_hot_red_swollen = yes AND (rf_fever_unwell = yes OR rf_joint_procedure_6w = yes OR rf_immunosuppressed = yes OR rf_knee_implant = yes OR medications includes_any {immune_medicine, steroid_tablets})',
    urgency: 'emergency',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Hot swollen joint plus systemic or procedural risk: septic arthritis until excluded; no exercise, no massage.',
    reference: '[65][66]; [74] [GK]',
  },
  {
    id: 'flag_hot_joint',
    trigger:
      'rf_hot_red_swollen = yes OR (rf_fever_unwell = yes AND (swelling_now = clear OR rf_joint_procedure_6w = yes OR rf_knee_implant = yes))',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: ['flag_septic_joint'],
    physioText:
      'Hot or red swollen knee without a further risk reported, or fever with a swollen, recently treated or replaced knee: infection, crystal or inflammatory arthritis possible. Absence of fever does not exclude infection.',
    reference: '[65][68][113]; [74] [GK]',
  },
  {
    id: 'flag_fracture_ottawa',
    trigger:
      'rf_trauma = yes AND rf_trauma_days <= 7 AND (age_years >= 55 OR rf_bend_90 in {no, unknown} OR (rf_weight_bearing_initial in {no, unknown} AND rf_weight_bearing_now = cannot))',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Ottawa knee rule positive on reported items ("I don\'t know" counts as positive until examined): X-ray needed. Patella and fibular-head palpation still to be done if not examined.',
    reference: '[61][62][63]',
  },
  {
    id: 'flag_cannot_weight_bear',
    trigger: 'rf_weight_bearing_now in {few_steps, cannot}',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Cannot take, or only just takes, four steps: after an injury fracture even when the first steps were possible; without injury bone stress fracture, late-presenting fracture, infection, tumor, hip disease.',
    reference: '[65][66]; `few_steps` [EO]',
  },
  {
    id: 'flag_bend_block',
    trigger: 'rf_bend_90 = no',
    urgency: 'urgent_referral',
    block: 'impact',
    target: { default: { days: 7 } },
    supersededBy: ['flag_fracture_ottawa', 'flag_locked_knee_acute', 'flag_locked_knee'],
    physioText:
      'Cannot bend to a right angle without a recent injury: large effusion, loose body, infection, tumor, late fracture; examine before any loading.',
    reference: '[EO]',
  },
  {
    id: 'flag_fragility',
    trigger:
      'rf_trauma = yes AND (age_years >= 65 OR medical_conditions includes osteoporosis OR medications includes bone_medicine OR (medications includes steroid_tablets AND steroid_long = yes))',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Injury with reduced bone strength: low threshold for X-ray even when the Ottawa rule is negative.',
    reference: '[GK] standard fragility-fracture guidance (NICE CG146)',
  },
  {
    id: 'flag_extensor_rupture',
    trigger: 'rf_cannot_straighten = yes',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Unable to extend actively: quadriceps or patellar tendon rupture or patellar fracture; check for a gap and extensor lag (test_extensor_lag_deg).',
    reference: '[65][66]',
  },
  {
    id: 'flag_haemarthrosis',
    trigger:
      '(rf_trauma = yes AND (rf_swelling_onset = within_2h OR (rf_swelling_onset in {from_2_to_24h, after_24h, unknown} AND (medications includes blood_thinner OR medical_conditions includes clotting_disorder)))) OR (medical_conditions includes clotting_disorder AND swelling_now = clear)',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Rapid swelling after injury, or a clear swelling with a bleeding risk: hemarthrosis – ACL rupture, osteochondral fracture, patellar dislocation, bleeding disorder.',
    reference: '[65][66][99][111]; bleeding disorder [GK]',
  },
  {
    id: 'flag_locked_knee_acute',
    trigger: 'rf_locked_now = yes AND rf_trauma = yes',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText: 'Knee locked after injury: displaced meniscal tear or loose body; acute knee clinic.',
    reference: '[65][101]',
  },
  {
    id: 'flag_locked_knee',
    trigger: 'rf_locked_now = yes',
    urgency: 'urgent_referral',
    block: 'impact',
    target: { default: { workingDays: 3 } },
    supersededBy: ['flag_locked_knee_acute'],
    physioText:
      'True locking without injury: loose body, meniscal flap; distinguish from pain-limited movement. Target: specialist contact within 3 working days.',
    reference: '[65]',
  },
  {
    id: 'flag_ligament_instability',
    trigger:
      'rf_trauma = yes AND (rf_pop = yes OR rf_swelling_onset = from_2_to_24h OR giving_way in {sport_often, daily})',
    urgency: 'urgent_referral',
    block: 'impact',
    target: { default: { days: 14 } },
    supersededBy: [],
    physioText:
      'Pop, swelling within a day, or repeated giving way after injury: test ACL, PCL, collaterals; acute knee clinic within 14 days.',
    reference: '[65][111]',
  },
  {
    id: 'flag_giving_way_no_injury',
    trigger: 'giving_way in {sport_often, daily} AND giving_way_with_pain in {no, unknown}',
    urgency: 'routine_referral',
    block: 'none',
    target: null,
    supersededBy: ['flag_ligament_instability'],
    physioText:
      'Repeated giving way without sharp pain first and without injury in the last 6 weeks: older ligament injury, structural or neurological instability to be excluded.',
    reference: '[EO]',
  },
  {
    id: 'flag_patella_dislocation_acute',
    trigger:
      'patella_instability = dislocated_this_episode AND (swelling_now = clear OR (rf_trauma = yes AND rf_swelling_onset in {within_2h, from_2_to_24h}))',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Patellar dislocation in this episode with a large or rapid swelling: osteochondral fracture possible, X-ray today.',
    reference: '[65]',
  },
  {
    id: 'flag_patella_dislocation',
    trigger: 'patella_instability = dislocated_this_episode',
    urgency: 'urgent_referral',
    block: 'impact',
    target: { default: { days: 14 } },
    supersededBy: ['flag_patella_dislocation_acute'],
    physioText: 'Patellar dislocation in this episode: osteochondral injury possible.',
    reference: '[65]',
  },
  {
    id: 'flag_dvt',
    trigger: 'rf_calf_pain_swelling = yes',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Possible deep-vein thrombosis: record the two-level Wells score (wells_dvt_score); >= 2 = likely, < 2 = unlikely – both need medical assessment today. The answers of rf_dvt_risk are shown next to the score.',
    reference: '[64]',
  },
  {
    id: 'flag_malignancy',
    trigger:
      'rf_lump = yes OR rf_night_pain = wakes_constant OR (rf_rest_pain_constant = yes AND (rf_weight_loss = yes OR rf_night_sweats = yes OR rf_cancer_history = yes OR medical_conditions includes cancer_current))',
    urgency: 'urgent_referral',
    block: 'programme',
    target: { default: { days: 14 }, when: { rule: 'age_years <= 24', time: { days: 2 } } },
    supersededBy: [],
    physioText:
      'Non-mechanical or night pain, mass or systemic signs: X-ray. Age 16–24: X-ray within 48 hours; adults: within 2 weeks; suspicious X-ray or persisting symptoms with a normal X-ray: urgent suspected-cancer referral.',
    reference: '[67][104]; night pain alone [EO]',
  },
  {
    id: 'flag_neuro_acute',
    trigger:
      'rf_numb_weak includes weakness_foot OR (rf_trauma = yes AND rf_numb_weak includes_any {numbness, weakness_leg})',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: ['flag_cauda_equina'],
    physioText:
      'Foot drop, or numbness or weakness after an injury: peroneal nerve or knee dislocation that went back by itself (check pulses), acute nerve root compression.',
    reference: '[65]; [GK]',
  },
  {
    id: 'flag_neuro_deficit',
    trigger: 'rf_numb_weak includes_any {weakness_foot, weakness_leg}',
    urgency: 'urgent_referral',
    block: 'impact',
    target: { default: { days: 14 } },
    supersededBy: ['flag_cauda_equina', 'flag_neuro_acute'],
    physioText: 'Weakness reported: reflexes, myotomes, slump; progressive weakness: same-day.',
    reference: '[65] (progressive neurological loss)',
  },
  {
    id: 'flag_neuro_sensory',
    trigger: 'rf_numb_weak includes_any {numbness, pins_needles}',
    urgency: 'monitor',
    block: 'none',
    target: null,
    supersededBy: ['flag_cauda_equina', 'flag_neuro_acute', 'flag_neuro_deficit'],
    physioText: 'Sensory symptoms only: neurological examination at the first visit.',
    reference: '[EO]',
  },
  {
    id: 'flag_exertional_leg',
    trigger: 'rf_exertional_calf = yes',
    urgency: 'routine_referral',
    block: 'none',
    target: null,
    supersededBy: ['flag_exertional_neuro'],
    physioText:
      'Exertional calf cramp or numbness: popliteal artery entrapment, chronic exertional compartment syndrome, claudication – pulses at rest and after exercise.',
    reference:
      '[GK] Hislop & Batt 2011, Br J Sports Med, exertional compartment syndrome and related conditions',
  },
  {
    id: 'flag_bsi_hip_acute',
    trigger:
      'rf_groin_hip_pain = yes AND rf_bone_impact_progressive = yes AND (rf_limp_hip_stiff = yes OR rf_weight_bearing_now in {limp, few_steps, cannot})',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Possible femoral-neck bone stress injury: non-weight-bearing and urgent imaging (MRI preferred) – high-risk site.',
    reference: '[70][71]',
  },
  {
    id: 'flag_bsi_hip',
    trigger:
      'rf_groin_hip_pain = yes AND (rf_bone_impact_progressive = yes OR bone_risk = yes OR (rf_limp_hip_stiff = yes AND age_years < 50) OR (onset_activity = running AND onset_run_context includes_any {race, longer_run}))',
    urgency: 'urgent_referral',
    block: 'programme',
    target: { default: { days: 7 } },
    supersededBy: ['flag_bsi_hip_acute', 'flag_hip_young'],
    physioText:
      'Hip, groin or deep thigh pain that grows with impact, came with a race or a longer run, makes a younger runner limp, or meets a bone risk: femoral neck or shaft bone stress injury; stop running, image within 7 days; a normal film does not exclude it.',
    reference: '[70][71]; widened [EO]',
  },
  {
    id: 'flag_bsi_knee',
    trigger:
      'rf_bone_focal = yes AND (rf_bone_impact_progressive = yes OR rf_night_pain = wakes_constant OR bone_risk = yes)',
    urgency: 'urgent_referral',
    block: 'programme',
    target: { default: { days: 14 } },
    supersededBy: [],
    physioText:
      'Focal bone pain with load-dependent worsening or bone risk factors: bone stress injury of tibia, fibula, femur or patella; stop running; plain film may be normal early, MRI is the reference test.',
    reference: '[70][71][72]',
  },
  {
    id: 'flag_hip_young',
    trigger: 'age_years < 19 AND (rf_groin_hip_pain = yes OR rf_limp_hip_stiff = yes)',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Young person with knee pain plus hip signs: examine hip rotation; slipped upper femoral epiphysis typically 8–15 years but later presentation is described; non-weight-bearing and same-day hip X-rays if rotation is lost. Up to 15 % present with thigh or knee pain only.',
    reference: '[69][100]',
  },
  {
    id: 'flag_hip_exam',
    trigger: 'rf_groin_hip_pain = yes',
    urgency: 'routine_referral',
    block: 'impact',
    target: null,
    supersededBy: ['flag_bsi_hip_acute', 'flag_bsi_hip', 'flag_hip_young'],
    physioText:
      'Hip, groin or deep thigh pain beside the knee: examine the hip (log roll, FADIR, internal rotation, hop, fulcrum) before any running or impact; image when in doubt, early films can be normal.',
    reference: '[70]',
  },
  {
    id: 'flag_bsi_leg',
    trigger:
      'bone_risk = yes AND (rf_weight_bearing_now = limp OR agg_walk = severe) AND pain_zones includes_any {zone_shin, zone_thigh, zone_medial_joint_line, zone_pes_anserine}',
    urgency: 'urgent_referral',
    block: 'programme',
    target: { default: { days: 14 } },
    supersededBy: ['flag_bsi_knee'],
    physioText:
      'Bone risk and pain already on walking, without one sore spot: bone stress injury of tibia or femur even when the running volume was steady; stop running, MRI is the reference test.',
    reference: '[70][71][72]; [EO]',
  },
  {
    id: 'flag_insufficiency',
    trigger: 'age_years >= 50 AND onset_type = sudden_no_injury AND rf_weight_bearing_now = limp',
    urgency: 'urgent_referral',
    block: 'programme',
    target: { default: { days: 14 } },
    supersededBy: [],
    physioText:
      'Sudden knee pain with a limp and no injury from 50 on: subchondral insufficiency fracture or meniscal root tear; protect weight bearing, film then MRI.',
    reference: '[EO]',
  },
  {
    id: 'flag_young_bone',
    trigger:
      'age_years <= 24 AND (rf_rest_pain_constant = yes OR (swelling_now = clear AND course = worsening))',
    urgency: 'urgent_referral',
    block: 'programme',
    target: { default: { days: 2 } },
    supersededBy: ['flag_malignancy'],
    physioText:
      'Up to 24 years with constant pain, or swelling and pain that keep rising: X-ray within 48 hours, also when an injury is remembered or meniscal tests are positive.',
    reference: '[67][104]; [EO]',
  },
  {
    id: 'flag_osteochondral_young',
    trigger: 'age_years < 20 AND locking in {catches, locks_sometimes}',
    urgency: 'routine_referral',
    block: 'impact',
    target: null,
    supersededBy: ['flag_locked_knee', 'flag_locked_knee_acute'],
    physioText:
      'Catching knee under 20: osteochondritis dissecans, discoid or torn meniscus; X-ray with a notch view before impact training.',
    reference: '[EO]',
  },
  {
    id: 'flag_effusion_unexplained',
    trigger: 'swelling_now = clear AND rf_trauma = no',
    urgency: 'routine_referral',
    block: 'none',
    target: null,
    supersededBy: [
      'flag_hot_joint',
      'flag_septic_joint',
      'flag_inflammatory_urgent',
      'flag_inflammatory',
      'flag_young_bone',
    ],
    physioText:
      'Clear swelling without an injury: an effusion needs a name (synovial disease, cartilage, crystal, infection); examine, image or aspirate when it does not settle within 4 weeks.',
    reference: '[EO]',
  },
  {
    id: 'flag_exertional_neuro',
    trigger:
      'rf_exertional_calf = yes AND rf_numb_weak includes_any {numbness, pins_needles, weakness_foot, weakness_leg}',
    urgency: 'urgent_referral',
    block: 'impact',
    target: { default: { days: 14 } },
    supersededBy: ['flag_limb_vascular'],
    physioText:
      'Exertional calf pain with numbness or weakness: popliteal artery entrapment or compartment syndrome; pulses at rest, with the foot pushed down and after exercise; vascular opinion.',
    reference: '[GK] as `flag_exertional_leg`',
  },
  {
    id: 'flag_implant_worse',
    trigger: 'rf_knee_implant = yes AND course = worsening',
    urgency: 'routine_referral',
    block: 'none',
    target: null,
    supersededBy: ['flag_septic_joint', 'flag_hot_joint'],
    physioText:
      "Worsening pain at a knee with an implant: surgeon's opinion; examine hip and back, which can be felt in the knee.",
    reference: '[EO]',
  },
  {
    id: 'flag_never_imaged',
    trigger: 'symptom_weeks > $never_imaged_weeks AND course = worsening AND imaging_done includes none',
    urgency: 'routine_referral',
    block: 'none',
    target: null,
    supersededBy: ['flag_malignancy', 'flag_young_bone'],
    physioText: 'Worsening for long and never imaged: X-ray.',
    reference: '[EO]',
  },
  {
    id: 'flag_minor',
    trigger: 'age_years < 18',
    urgency: 'monitor',
    block: 'none',
    target: null,
    supersededBy: [],
    physioText:
      'Skeletally immature or minor: guardian consent, growth-plate conditions (tibial tubercle), conservative plyometric dose.',
    reference: '[EO]',
  },
  {
    id: 'flag_inflammatory_urgent',
    trigger: 'rf_other_joints_swollen = yes AND morning_stiffness in {from_31_to_60, over_60}',
    urgency: 'urgent_referral',
    block: 'impact',
    target: { default: { days: 14 } },
    supersededBy: [],
    physioText:
      'Several swollen joints with prolonged stiffness: early inflammatory arthritis – rheumatology.',
    reference: '[66][68]; [102] [GK]',
  },
  {
    id: 'flag_inflammatory',
    trigger:
      'rf_other_joints_swollen = yes OR morning_stiffness = over_60 OR (swelling_now in {mild, clear} AND rf_inflammatory_history includes_any {psoriasis, bowel_inflammation, eye_inflammation, recent_gut_or_urine_infection, gout_known, family_inflammatory_arthritis})',
    urgency: 'routine_referral',
    block: 'none',
    target: null,
    supersededBy: ['flag_inflammatory_urgent'],
    physioText: 'Inflammatory features: ask family doctor for blood tests.',
    reference: '[66][68]',
  },
  {
    id: 'flag_cardiac_exercise',
    trigger: 'heart_screen includes_any {chest_pain_exertion, faint_exertion, palpitations_exertion}',
    urgency: 'urgent_referral',
    block: 'programme',
    target: { default: { days: 7 } },
    supersededBy: [],
    physioText:
      'Exertional chest pain, fainting or palpitations: no exercise prescription before medical clearance.',
    reference: '[GK] ACSM pre-participation screening, Riebe D et al. 2015, Med Sci Sports Exerc 47:2473',
  },
  {
    id: 'flag_exercise_supervised',
    trigger: 'heart_screen includes told_supervised_only',
    urgency: 'routine_referral',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText: 'Supervised exercise only: obtain limits in writing first.',
    reference: '[GK] as above',
  },
  {
    id: 'flag_heart_known',
    trigger:
      'medical_conditions includes heart_disease OR (medical_conditions includes_any {diabetes, kidney} AND runner_type = beginner)',
    urgency: 'routine_referral',
    block: 'impact',
    target: null,
    supersededBy: [],
    physioText:
      'Known heart disease, or diabetes or kidney disease in somebody new to training: ask for medical clearance before running or other vigorous exercise; agree on warning signs.',
    reference: '[GK] as above',
  },
  {
    id: 'flag_reds',
    trigger:
      'periods_missed = yes OR medical_conditions includes eating_disorder OR (energy_low = yes AND (diet_restrict = yes OR rf_weight_loss = yes))',
    urgency: 'routine_referral',
    block: 'none',
    target: null,
    supersededBy: [],
    physioText:
      'Possible low energy availability: bone-health risk; physician-led assessment (REDs CAT2) and nutrition; handle as urgent when a bone-stress flag is raised too.',
    reference: '[73]',
  },
  {
    id: 'flag_fluoroquinolone_tendon',
    trigger:
      'medications includes fluoroquinolone AND pain_zones includes_any {zone_patellar_tendon, zone_quad_tendon, zone_calf}',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      'Tendon pain after a fluoroquinolone: stop tendon loading, contact the prescriber the same day (treatment is stopped at the first sign of tendon pain).',
    reference: '[110]',
  },
  {
    id: 'flag_post_surgery',
    trigger:
      'rf_joint_procedure_6w = yes OR rf_knee_implant = yes OR (knee_surgery includes_any {meniscus, acl, kneecap, cartilage, joint_replacement, other_surgery} AND knee_surgery_recent = yes)',
    urgency: 'monitor',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText:
      "Surgery within 12 months, a procedure or wound within 6 weeks, or an implant: obtain the operation note and the surgeon's limits before loading; record them when lifting the block.",
    reference: '[EO]',
  },
  {
    id: 'flag_severe_pain',
    trigger: 'nprs_now >= $severe_pain_nprs',
    urgency: 'same_day',
    block: 'programme',
    target: null,
    supersededBy: [],
    physioText: 'Severe pain at rest today: clinic telephone triage today.',
    reference: '[EO]',
  },
  {
    id: 'flag_persistent',
    trigger:
      'symptom_weeks >= 6 AND preventive_measures_tried includes_any {reduced_running, strength_exercises, warmup_stretching, other_shoes, softer_surfaces, changed_technique} AND preventive_weeks >= 4 AND course in {same, worsening, up_and_down}',
    urgency: 'routine_referral',
    block: 'none',
    target: null,
    supersededBy: [],
    physioText:
      'Pain persists despite self-help measures: physiotherapy assessment now; orthopedic or sports-medicine opinion if 12 weeks of supervised, adhered-to rehabilitation have already failed (see review.md, al_no_improvement_12w). Explain that ignoring persistent pain can lead to chronic trouble and that some joint and ligament injuries need early care.',
    reference: 'seed; [35][37]',
  },
  {
    id: 'flag_low_mood',
    trigger: 'mood_2w in {more_than_half, nearly_every_day}',
    urgency: 'monitor',
    block: 'none',
    target: null,
    supersededBy: [],
    physioText: 'Low mood reported: ask directly and kindly, incl. safety; signpost to family doctor.',
    reference: '[EO]',
  },
  {
    id: 'flag_pregnancy',
    trigger: 'medical_conditions includes_any {pregnancy, recent_birth}',
    urgency: 'monitor',
    block: 'impact',
    target: null,
    supersededBy: [],
    physioText:
      'Pregnancy or birth in the last 6 months: adapt positions (no long lying on the back after mid-pregnancy) and impact; ask for obstetric red flags (bleeding, fluid loss, contractions, dizziness, calf swelling) and pelvic-floor symptoms; running is usually not resumed before 12 weeks after birth. Record the agreed limits when lifting the block.',
    reference: '[EO]; [112]',
  },
]
