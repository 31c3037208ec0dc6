/**
 * What turns or hides the text after it, wherever that is shown: embedding, override and isolation of a direction, the
 * deprecated controls beside them, and the marks of annotations. Joiners and the marks of one direction stay: Persian, Indic,
 * Hebrew and Arabic are written with them.
 */
const turning = /[\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]/g

/** A text as it was meant: without what nobody sees and no keyboard types. PostgreSQL cannot store NUL. */
export const cleaned = (text: string): string => text.replaceAll('\u0000', '').replace(turning, '')
