import { RadioGroup } from '#components/forms/choices.tsx'
import { type NoteTemplateId, noteTemplates } from '#lib/content/notes/templates.ts'

/** What kind of visit it was; on the phone nobody is seen. */
export function KindField({ chosen, inline = false }: { chosen: NoteTemplateId; inline?: boolean }) {
  return (
    <RadioGroup
      name="template"
      label="Kind of visit"
      inline={inline}
      choices={noteTemplates.map(({ id, label }) => ({ value: id, label }))}
      defaultValue={chosen}
    />
  )
}
