import type { ZoneSpec } from '#lib/content/intake/types.ts'

export const zones: readonly ZoneSpec[] = [
  { id: 'zone_anterior_diffuse', label: 'Front of the knee, hard to pin down', area: 'whole anterior knee' },
  {
    id: 'zone_peripatellar',
    label: 'Around the edge of the kneecap',
    area: 'medial/lateral patellar border',
  },
  { id: 'zone_retropatellar', label: 'Behind or under the kneecap', area: 'patellofemoral joint' },
  { id: 'zone_patellar_tendon', label: 'Just below the kneecap', area: 'inferior pole and patellar tendon' },
  { id: 'zone_quad_tendon', label: 'Just above the kneecap', area: 'quadriceps tendon' },
  { id: 'zone_tibial_tubercle', label: 'The bump at the top of the shin', area: 'tibial tubercle' },
  { id: 'zone_medial_joint_line', label: 'Inner side, at the level of the joint', area: 'medial joint line' },
  {
    id: 'zone_pes_anserine',
    label: 'Inner side, a few cm below the joint',
    area: 'pes anserine area, medial proximal tibia',
  },
  {
    id: 'zone_lateral_joint_line',
    label: 'Outer side, at the level of the joint',
    area: 'lateral joint line',
  },
  {
    id: 'zone_lateral_epicondyle',
    label: 'Outer side, just above the joint',
    area: 'lateral femoral epicondyle / iliotibial band',
  },
  { id: 'zone_fibular_head', label: 'Small bone on the outer side below the knee', area: 'fibular head' },
  { id: 'zone_posterior', label: 'Back of the knee', area: 'popliteal area' },
  { id: 'zone_shin', label: 'Shin', area: 'tibia below the knee' },
  { id: 'zone_thigh', label: 'Thigh', area: 'femur / thigh muscles' },
  { id: 'zone_calf', label: 'Calf', area: 'calf' },
  { id: 'zone_hip_groin', label: 'Hip or groin', area: 'hip' },
  { id: 'zone_low_back', label: 'Lower back', area: 'lumbar spine' },
]
