import { ActionForm } from '#components/forms/action-form.tsx'
import { SelectField } from '#components/forms/select-field.tsx'
import { SubmitButton } from '#components/forms/submit-button.tsx'
import { TextArea } from '#components/forms/text-area.tsx'
import { TextField } from '#components/forms/text-field.tsx'
import { PageHeader } from '#components/shell/page-header.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { changeClinicSettingsAction } from '#lib/clinic/actions.ts'
import type { ClinicSettings } from '#lib/clinic/queries.ts'
import { weekdayNames } from '#lib/clinic/schema.ts'
import { zoneOptions } from '#lib/clinic/zone/rules.ts'

function Phones({ clinic }: { clinic: ClinicSettings }) {
  return (
    <Section
      title="Phone numbers"
      note="The form tells people whom to call. It can be sent when all three are here."
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField name="phone" label="Clinic" type="tel" defaultValue={clinic.phone} optional />
        <TextField
          name="emergencyNumber"
          label="Emergency"
          type="tel"
          hint="144, 112, 911"
          defaultValue={clinic.emergencyNumber}
          optional
        />
        <TextField
          name="outOfHoursPhone"
          label="Out of hours"
          type="tel"
          hint="A medical line, day and night"
          defaultValue={clinic.outOfHoursPhone}
          optional
        />
      </div>
    </Section>
  )
}

function Hours({ clinic }: { clinic: ClinicSettings }) {
  return (
    <Section title="Opening hours" note="08:00-12:00, 13:30-18:00. A day left empty is closed.">
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        {weekdayNames.map((name, index) => (
          <TextField
            key={name}
            name={`hours.${index + 1}`}
            label={name}
            optional="quiet"
            autoComplete="off"
            defaultValue={clinic.hours[String(index + 1)]}
          />
        ))}
        <TextArea
          name="closedDays"
          label="Closed on"
          hint="Holidays and other days off, a line each: 2026-12-24, or 2026-12-24 to 2027-01-02. On these days patients are told to call the out-of-hours number."
          rows={3}
          maxLength={4000}
          optional="quiet"
          defaultValue={clinic.closedDays}
          className="sm:col-span-2"
        />
      </div>
    </Section>
  )
}

export function ClinicScreen({ clinic, saved }: { clinic: ClinicSettings; saved: boolean }) {
  const physios = clinic.physios.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <PageHeader
        title="Clinic"
        note="What patients read, and what the product counts with"
        actions={
          <>
            <LinkButton href="/admin/clinic/limits">Limits</LinkButton>
            <LinkButton href="/admin/clinic/instruments">Questionnaires</LinkButton>
          </>
        }
      />
      <div className="max-w-3xl px-4 py-5 lg:px-6">
        {saved ? (
          <Notice tone="done" live="status" className="mb-4">
            The settings are saved.
          </Notice>
        ) : null}
        <ActionForm action={changeClinicSettingsAction} label="Clinic settings" className="gap-1">
          <input type="hidden" name="version" value={clinic.version} />
          <Section title="Clinic" line={false}>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField name="name" label="Name" defaultValue={clinic.name} autoComplete="off" />
              <SelectField
                name="timeZone"
                label="Time zone"
                options={zoneOptions(clinic.timeZone)}
                defaultValue={clinic.timeZone}
              />
              <TextArea
                name="address"
                label="Address"
                rows={2}
                optional
                defaultValue={clinic.address}
                className="sm:col-span-2"
              />
            </div>
          </Section>
          <Phones clinic={clinic} />
          <Section title="Safety">
            <div className="grid gap-4 sm:grid-cols-2">
              <SelectField
                name="dutyAccountId"
                label="On duty"
                hint="Told at once of what cannot wait. With nobody chosen, every physio is told."
                empty="Every physio"
                optional
                options={physios}
                defaultValue={clinic.dutyAccountId}
              />
              <SelectField
                name="consentAge"
                label="Age of consent"
                hint="Below it, a parent or guardian signs too"
                options={['16', '17', '18'].map((age) => ({ value: age, label: age }))}
                defaultValue={String(clinic.consentAge)}
              />
            </div>
          </Section>
          <Hours clinic={clinic} />
          <div>
            <SubmitButton size="bar">Save settings</SubmitButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
