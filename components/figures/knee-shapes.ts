/** One leg around the knee, drawn as the RIGHT leg seen from the front (outer side on the viewer's left); 212 × 400. */

export type KneeView = 'front' | 'back'
export type ZoneShape = {
  readonly zone: string
  readonly cx: number
  readonly cy: number
  readonly rx: number
  readonly ry: number
  /** radii of the hole of a ring */
  readonly hole?: readonly [rx: number, ry: number]
}

export const outlines: Readonly<Record<KneeView, string>> = {
  front:
    'M32 -4C28 40 35 84 47 116C53 133 56 146 54 160C52 174 53 187 57 198C59 206 56 213 54 223C49 245 44 266 46 292C49 330 60 366 66 404H144C150 358 161 318 161 290C161 262 153 226 152 209C152 201 155 194 158 184C162 170 161 157 157 146C158 136 162 127 166 112C176 84 185 44 183 -4Z',
  back: 'M32 -4C28 40 35 86 46 118C52 136 55 148 54 164C53 180 54 190 57 200C56 214 47 232 44 256C42 280 47 312 54 340C60 366 66 386 67 404H145C146 384 154 352 159 326C166 296 164 262 156 236C152 222 152 210 154 200C158 188 158 176 157 164C156 148 160 134 166 116C177 84 185 44 183 -4Z',
}

export const anatomy: Readonly<Record<KneeView, readonly (readonly [className: string, d: string])[]>> = {
  front: [
    ['km-tone', 'M152 52C167 78 165 116 150 138C138 144 127 134 127 119C128 96 139 70 152 52Z'],
    ['km-tone', 'M54 34C44 66 51 108 64 128C76 132 85 120 83 100C80 74 68 50 54 34Z'],
    ['km-tone', 'M104 20C88 60 88 104 92 134H119C123 104 122 60 104 20Z'],
    ['km-tone', 'M93 193C94 212 97 226 98 240H112C113 226 116 212 117 193Z'],
    [
      'km-bone',
      'M105 132C122 132 133 143 133 160C133 178 117 197 105 201C93 197 77 178 77 160C77 143 88 132 105 132Z',
    ],
    [
      'km-line',
      'M60 200C70 206 80 207 88 205M150 200C141 206 131 207 123 205M104 258C108 300 106 350 100 396M149 246C156 276 152 312 142 348M62 240C58 270 62 310 72 350',
    ],
  ],
  back: [
    ['km-tone', 'M66 30C54 76 58 118 68 150C80 158 90 140 92 112C92 80 80 50 66 30Z'],
    ['km-tone', 'M148 30C160 76 156 118 146 150C134 158 124 140 122 112C122 80 134 50 148 30Z'],
    ['km-tone', 'M60 222C46 256 52 300 74 330C92 326 100 296 100 256C98 234 84 216 60 222Z'],
    ['km-tone', 'M150 222C164 258 158 308 134 340C114 334 106 298 108 258C110 234 126 216 150 222Z'],
    [
      'km-line',
      'M70 150C74 172 80 188 88 204M144 150C140 172 134 188 126 204M72 186C90 193 122 193 140 186M104 250C105 290 106 330 106 392',
    ],
  ],
}

export const kneeZones: Readonly<Record<KneeView, readonly ZoneShape[]>> = {
  front: [
    { zone: 'zone_shin', cx: 107, cy: 322, rx: 31, ry: 52 },
    { zone: 'zone_quad_tendon', cx: 105, cy: 116, rx: 24, ry: 12.5 },
    { zone: 'zone_lateral_epicondyle', cx: 62.5, cy: 163, rx: 10, ry: 19 },
    { zone: 'zone_peripatellar', cx: 105, cy: 164, rx: 32.5, ry: 35, hole: [19, 21] },
    { zone: 'zone_retropatellar', cx: 105, cy: 164, rx: 17, ry: 19 },
    { zone: 'zone_lateral_joint_line', cx: 72, cy: 203.5, rx: 15, ry: 8.5 },
    { zone: 'zone_medial_joint_line', cx: 138, cy: 203.5, rx: 15, ry: 8.5 },
    { zone: 'zone_patellar_tendon', cx: 105, cy: 214, rx: 12, ry: 12.5 },
    { zone: 'zone_fibular_head', cx: 63.5, cy: 226, rx: 9.5, ry: 11 },
    { zone: 'zone_pes_anserine', cx: 137, cy: 234, rx: 12.5, ry: 16 },
    { zone: 'zone_tibial_tubercle', cx: 104.5, cy: 243.5, rx: 14, ry: 12 },
  ],
  back: [{ zone: 'zone_posterior', cx: 106, cy: 186, rx: 38, ry: 32 }],
}

/** The small whole-leg picture, both legs seen from the front (right leg on the viewer's left); 120 × 240. */
export const legZones: readonly (ZoneShape & { readonly side: 'right' | 'left' | 'middle' })[] = [
  { zone: 'zone_low_back', side: 'right', cx: 38, cy: 22, rx: 10, ry: 14 },
  { zone: 'zone_low_back', side: 'middle', cx: 60, cy: 22, rx: 10, ry: 14 },
  { zone: 'zone_low_back', side: 'left', cx: 82, cy: 22, rx: 10, ry: 14 },
  { zone: 'zone_hip_groin', side: 'right', cx: 36, cy: 58, rx: 13, ry: 14 },
  { zone: 'zone_hip_groin', side: 'left', cx: 84, cy: 58, rx: 13, ry: 14 },
  { zone: 'zone_thigh', side: 'right', cx: 38, cy: 104, rx: 13, ry: 26 },
  { zone: 'zone_thigh', side: 'left', cx: 82, cy: 104, rx: 13, ry: 26 },
  { zone: 'zone_calf', side: 'right', cx: 38, cy: 186, rx: 11, ry: 24 },
  { zone: 'zone_calf', side: 'left', cx: 82, cy: 186, rx: 11, ry: 24 },
]
export const legsOutline =
  'M26 0C24 20 18 40 18 64C18 96 24 120 26 140C24 162 24 190 30 236H48C52 196 52 168 50 142C54 118 58 96 60 78C62 96 66 118 70 142C68 168 68 196 72 236H90C96 190 96 162 94 140C96 120 102 96 102 64C102 40 96 20 94 0Z'
