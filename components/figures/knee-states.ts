/**
 * A zone turns plum when its checkbox is ticked and gets an outline when that has the focus, by CSS alone, so the map works
 * without scripts. The classes stand here in full because the style sheet is made from the words in the source.
 */
export const zoneStates: Readonly<Record<string, string>> = {
  'right:zone_shin':
    'group-has-[.z-right-shin:checked]/km:fill-(--pain-7) group-has-[.z-right-shin:checked]/km:[fill-opacity:.85] group-has-[.z-right-shin:focus-visible]/km:stroke-primary group-has-[.z-right-shin:focus-visible]/km:stroke-3 group-has-[.z-right-shin:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_quad_tendon':
    'group-has-[.z-right-quad-tendon:checked]/km:fill-(--pain-7) group-has-[.z-right-quad-tendon:checked]/km:[fill-opacity:.85] group-has-[.z-right-quad-tendon:focus-visible]/km:stroke-primary group-has-[.z-right-quad-tendon:focus-visible]/km:stroke-3 group-has-[.z-right-quad-tendon:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_lateral_epicondyle':
    'group-has-[.z-right-lateral-epicondyle:checked]/km:fill-(--pain-7) group-has-[.z-right-lateral-epicondyle:checked]/km:[fill-opacity:.85] group-has-[.z-right-lateral-epicondyle:focus-visible]/km:stroke-primary group-has-[.z-right-lateral-epicondyle:focus-visible]/km:stroke-3 group-has-[.z-right-lateral-epicondyle:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_peripatellar':
    'group-has-[.z-right-peripatellar:checked]/km:fill-(--pain-7) group-has-[.z-right-peripatellar:checked]/km:[fill-opacity:.85] group-has-[.z-right-peripatellar:focus-visible]/km:stroke-primary group-has-[.z-right-peripatellar:focus-visible]/km:stroke-3 group-has-[.z-right-peripatellar:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_retropatellar':
    'group-has-[.z-right-retropatellar:checked]/km:fill-(--pain-7) group-has-[.z-right-retropatellar:checked]/km:[fill-opacity:.85] group-has-[.z-right-retropatellar:focus-visible]/km:stroke-primary group-has-[.z-right-retropatellar:focus-visible]/km:stroke-3 group-has-[.z-right-retropatellar:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_lateral_joint_line':
    'group-has-[.z-right-lateral-joint-line:checked]/km:fill-(--pain-7) group-has-[.z-right-lateral-joint-line:checked]/km:[fill-opacity:.85] group-has-[.z-right-lateral-joint-line:focus-visible]/km:stroke-primary group-has-[.z-right-lateral-joint-line:focus-visible]/km:stroke-3 group-has-[.z-right-lateral-joint-line:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_medial_joint_line':
    'group-has-[.z-right-medial-joint-line:checked]/km:fill-(--pain-7) group-has-[.z-right-medial-joint-line:checked]/km:[fill-opacity:.85] group-has-[.z-right-medial-joint-line:focus-visible]/km:stroke-primary group-has-[.z-right-medial-joint-line:focus-visible]/km:stroke-3 group-has-[.z-right-medial-joint-line:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_patellar_tendon':
    'group-has-[.z-right-patellar-tendon:checked]/km:fill-(--pain-7) group-has-[.z-right-patellar-tendon:checked]/km:[fill-opacity:.85] group-has-[.z-right-patellar-tendon:focus-visible]/km:stroke-primary group-has-[.z-right-patellar-tendon:focus-visible]/km:stroke-3 group-has-[.z-right-patellar-tendon:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_fibular_head':
    'group-has-[.z-right-fibular-head:checked]/km:fill-(--pain-7) group-has-[.z-right-fibular-head:checked]/km:[fill-opacity:.85] group-has-[.z-right-fibular-head:focus-visible]/km:stroke-primary group-has-[.z-right-fibular-head:focus-visible]/km:stroke-3 group-has-[.z-right-fibular-head:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_pes_anserine':
    'group-has-[.z-right-pes-anserine:checked]/km:fill-(--pain-7) group-has-[.z-right-pes-anserine:checked]/km:[fill-opacity:.85] group-has-[.z-right-pes-anserine:focus-visible]/km:stroke-primary group-has-[.z-right-pes-anserine:focus-visible]/km:stroke-3 group-has-[.z-right-pes-anserine:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_tibial_tubercle':
    'group-has-[.z-right-tibial-tubercle:checked]/km:fill-(--pain-7) group-has-[.z-right-tibial-tubercle:checked]/km:[fill-opacity:.85] group-has-[.z-right-tibial-tubercle:focus-visible]/km:stroke-primary group-has-[.z-right-tibial-tubercle:focus-visible]/km:stroke-3 group-has-[.z-right-tibial-tubercle:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_posterior':
    'group-has-[.z-right-posterior:checked]/km:fill-(--pain-7) group-has-[.z-right-posterior:checked]/km:[fill-opacity:.85] group-has-[.z-right-posterior:focus-visible]/km:stroke-primary group-has-[.z-right-posterior:focus-visible]/km:stroke-3 group-has-[.z-right-posterior:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_low_back':
    'group-has-[.z-right-low-back:checked]/km:fill-(--pain-7) group-has-[.z-right-low-back:checked]/km:[fill-opacity:.85] group-has-[.z-right-low-back:focus-visible]/km:stroke-primary group-has-[.z-right-low-back:focus-visible]/km:stroke-3 group-has-[.z-right-low-back:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_hip_groin':
    'group-has-[.z-right-hip-groin:checked]/km:fill-(--pain-7) group-has-[.z-right-hip-groin:checked]/km:[fill-opacity:.85] group-has-[.z-right-hip-groin:focus-visible]/km:stroke-primary group-has-[.z-right-hip-groin:focus-visible]/km:stroke-3 group-has-[.z-right-hip-groin:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_thigh':
    'group-has-[.z-right-thigh:checked]/km:fill-(--pain-7) group-has-[.z-right-thigh:checked]/km:[fill-opacity:.85] group-has-[.z-right-thigh:focus-visible]/km:stroke-primary group-has-[.z-right-thigh:focus-visible]/km:stroke-3 group-has-[.z-right-thigh:focus-visible]/km:[stroke-opacity:1]',
  'right:zone_calf':
    'group-has-[.z-right-calf:checked]/km:fill-(--pain-7) group-has-[.z-right-calf:checked]/km:[fill-opacity:.85] group-has-[.z-right-calf:focus-visible]/km:stroke-primary group-has-[.z-right-calf:focus-visible]/km:stroke-3 group-has-[.z-right-calf:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_shin':
    'group-has-[.z-left-shin:checked]/km:fill-(--pain-7) group-has-[.z-left-shin:checked]/km:[fill-opacity:.85] group-has-[.z-left-shin:focus-visible]/km:stroke-primary group-has-[.z-left-shin:focus-visible]/km:stroke-3 group-has-[.z-left-shin:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_quad_tendon':
    'group-has-[.z-left-quad-tendon:checked]/km:fill-(--pain-7) group-has-[.z-left-quad-tendon:checked]/km:[fill-opacity:.85] group-has-[.z-left-quad-tendon:focus-visible]/km:stroke-primary group-has-[.z-left-quad-tendon:focus-visible]/km:stroke-3 group-has-[.z-left-quad-tendon:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_lateral_epicondyle':
    'group-has-[.z-left-lateral-epicondyle:checked]/km:fill-(--pain-7) group-has-[.z-left-lateral-epicondyle:checked]/km:[fill-opacity:.85] group-has-[.z-left-lateral-epicondyle:focus-visible]/km:stroke-primary group-has-[.z-left-lateral-epicondyle:focus-visible]/km:stroke-3 group-has-[.z-left-lateral-epicondyle:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_peripatellar':
    'group-has-[.z-left-peripatellar:checked]/km:fill-(--pain-7) group-has-[.z-left-peripatellar:checked]/km:[fill-opacity:.85] group-has-[.z-left-peripatellar:focus-visible]/km:stroke-primary group-has-[.z-left-peripatellar:focus-visible]/km:stroke-3 group-has-[.z-left-peripatellar:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_retropatellar':
    'group-has-[.z-left-retropatellar:checked]/km:fill-(--pain-7) group-has-[.z-left-retropatellar:checked]/km:[fill-opacity:.85] group-has-[.z-left-retropatellar:focus-visible]/km:stroke-primary group-has-[.z-left-retropatellar:focus-visible]/km:stroke-3 group-has-[.z-left-retropatellar:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_lateral_joint_line':
    'group-has-[.z-left-lateral-joint-line:checked]/km:fill-(--pain-7) group-has-[.z-left-lateral-joint-line:checked]/km:[fill-opacity:.85] group-has-[.z-left-lateral-joint-line:focus-visible]/km:stroke-primary group-has-[.z-left-lateral-joint-line:focus-visible]/km:stroke-3 group-has-[.z-left-lateral-joint-line:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_medial_joint_line':
    'group-has-[.z-left-medial-joint-line:checked]/km:fill-(--pain-7) group-has-[.z-left-medial-joint-line:checked]/km:[fill-opacity:.85] group-has-[.z-left-medial-joint-line:focus-visible]/km:stroke-primary group-has-[.z-left-medial-joint-line:focus-visible]/km:stroke-3 group-has-[.z-left-medial-joint-line:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_patellar_tendon':
    'group-has-[.z-left-patellar-tendon:checked]/km:fill-(--pain-7) group-has-[.z-left-patellar-tendon:checked]/km:[fill-opacity:.85] group-has-[.z-left-patellar-tendon:focus-visible]/km:stroke-primary group-has-[.z-left-patellar-tendon:focus-visible]/km:stroke-3 group-has-[.z-left-patellar-tendon:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_fibular_head':
    'group-has-[.z-left-fibular-head:checked]/km:fill-(--pain-7) group-has-[.z-left-fibular-head:checked]/km:[fill-opacity:.85] group-has-[.z-left-fibular-head:focus-visible]/km:stroke-primary group-has-[.z-left-fibular-head:focus-visible]/km:stroke-3 group-has-[.z-left-fibular-head:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_pes_anserine':
    'group-has-[.z-left-pes-anserine:checked]/km:fill-(--pain-7) group-has-[.z-left-pes-anserine:checked]/km:[fill-opacity:.85] group-has-[.z-left-pes-anserine:focus-visible]/km:stroke-primary group-has-[.z-left-pes-anserine:focus-visible]/km:stroke-3 group-has-[.z-left-pes-anserine:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_tibial_tubercle':
    'group-has-[.z-left-tibial-tubercle:checked]/km:fill-(--pain-7) group-has-[.z-left-tibial-tubercle:checked]/km:[fill-opacity:.85] group-has-[.z-left-tibial-tubercle:focus-visible]/km:stroke-primary group-has-[.z-left-tibial-tubercle:focus-visible]/km:stroke-3 group-has-[.z-left-tibial-tubercle:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_posterior':
    'group-has-[.z-left-posterior:checked]/km:fill-(--pain-7) group-has-[.z-left-posterior:checked]/km:[fill-opacity:.85] group-has-[.z-left-posterior:focus-visible]/km:stroke-primary group-has-[.z-left-posterior:focus-visible]/km:stroke-3 group-has-[.z-left-posterior:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_low_back':
    'group-has-[.z-left-low-back:checked]/km:fill-(--pain-7) group-has-[.z-left-low-back:checked]/km:[fill-opacity:.85] group-has-[.z-left-low-back:focus-visible]/km:stroke-primary group-has-[.z-left-low-back:focus-visible]/km:stroke-3 group-has-[.z-left-low-back:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_hip_groin':
    'group-has-[.z-left-hip-groin:checked]/km:fill-(--pain-7) group-has-[.z-left-hip-groin:checked]/km:[fill-opacity:.85] group-has-[.z-left-hip-groin:focus-visible]/km:stroke-primary group-has-[.z-left-hip-groin:focus-visible]/km:stroke-3 group-has-[.z-left-hip-groin:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_thigh':
    'group-has-[.z-left-thigh:checked]/km:fill-(--pain-7) group-has-[.z-left-thigh:checked]/km:[fill-opacity:.85] group-has-[.z-left-thigh:focus-visible]/km:stroke-primary group-has-[.z-left-thigh:focus-visible]/km:stroke-3 group-has-[.z-left-thigh:focus-visible]/km:[stroke-opacity:1]',
  'left:zone_calf':
    'group-has-[.z-left-calf:checked]/km:fill-(--pain-7) group-has-[.z-left-calf:checked]/km:[fill-opacity:.85] group-has-[.z-left-calf:focus-visible]/km:stroke-primary group-has-[.z-left-calf:focus-visible]/km:stroke-3 group-has-[.z-left-calf:focus-visible]/km:[stroke-opacity:1]',
  'middle:zone_low_back':
    'group-has-[.z-middle-low-back:checked]/km:fill-(--pain-7) group-has-[.z-middle-low-back:checked]/km:[fill-opacity:.85] group-has-[.z-middle-low-back:focus-visible]/km:stroke-primary group-has-[.z-middle-low-back:focus-visible]/km:stroke-3 group-has-[.z-middle-low-back:focus-visible]/km:[stroke-opacity:1]',
}

/** The class of the checkbox that `zoneStates` looks for. */
export const zoneClass = (value: string): string => `z-${value.replace(':zone_', '-').replaceAll('_', '-')}`
