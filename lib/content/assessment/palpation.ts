import { grouped, inSection } from './make.ts'
import type { AssessmentItem } from './types.ts'

const item = inSection('palpation')
const site = (
  id: string,
  label: string,
  positive: string,
  source: string,
  how = 'Press and compare the sides.',
) => item(id, label, how, source, { positive })

/** Palpation (clinical/assessment.md 3). */
export const palpationItems: readonly AssessmentItem[] = [
  ...grouped('Bone', [
    site(
      'test_patella_isolated_tender',
      'Patella, only bony tenderness of the knee',
      'Tender patella and no other tender bone: Ottawa item.',
      '[61]',
    ),
    site('test_fibular_head_tender', 'Fibular head', 'Tender: Ottawa item.', '[61]'),
    site(
      'palp_bone_focal',
      'Focal bone: tibia, fibula, femur, patella',
      'One sore spot on bone. Bony tenderness is the most important sign of bone stress.',
      '[71]',
      'Press along the bone with one finger; name the bone in the note.',
    ),
    site('palp_tibial_tubercle', 'Tibial tubercle', 'Tender: traction apophysis or distal tendon.', '–'),
  ]),
  ...grouped('Front', [
    site(
      'palp_patellar_facets',
      'Patellar facets and edges',
      'Familiar pain; part of the kneecap cluster.',
      '[77]',
      'Knee straight and relaxed; shift the patella and press below its edges.',
    ),
    site(
      'palp_inferior_pole',
      'Inferior pole and patellar tendon',
      'Focal tenderness.',
      '[28]',
      'Tilt the patella with one hand, press below its tip with the other.',
    ),
    site('palp_quad_tendon', 'Quadriceps tendon', 'Focal tenderness above the patella.', '–'),
    site('palp_fat_pad', 'Infrapatellar fat pad', 'Tender beside the tendon, worse when straightening.', '–'),
  ]),
  ...grouped('Sides and back', [
    site('palp_medial_joint_line', 'Medial joint line', 'Tender on the line.', '[78]'),
    site('palp_lateral_joint_line', 'Lateral joint line', 'Tender on the line.', '[78]'),
    site('palp_lateral_epicondyle', 'Lateral epicondyle', 'Familiar pain: iliotibial band pattern.', '[26]'),
    site(
      'palp_pes_anserine',
      'Pes anserine area',
      'Tender. First think of bone stress of the inner tibia.',
      '–',
    ),
    site(
      'palp_calf',
      'Calf, along the deep veins',
      'Tender: Wells item.',
      '[64]',
      'Press gently, do not massage.',
    ),
  ]),
].map((one) =>
  one.id.endsWith('joint_line')
    ? { ...one, accuracy: 'Joint line tenderness, meniscus: pooled sensitivity 63 %, specificity 77 %' }
    : one,
)
