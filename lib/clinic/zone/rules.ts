const zones = Intl.supportedValuesOf('timeZone')

/** The zones to choose from; the present one too, where it has another name in the list. */
export const zoneOptions = (present: string | null): { value: string; label: string }[] =>
  [...new Set([...(present ? [present] : []), ...zones])].map((zone) => ({ value: zone, label: zone }))
