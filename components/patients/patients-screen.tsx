import { PageHeader } from '#components/shell/page-header.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { UserPlusIcon, UsersIcon } from '#components/ui/icons.tsx'
import { LinkButton, TextLink } from '#components/ui/link-button.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { SearchForm } from '#components/ui/search-form.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx'
import { countText } from '#lib/dates.ts'
import type { PatientList, PatientRow } from '#lib/patients/queries.ts'
import { AccountMark, FormMark } from './patient-state.tsx'

function PatientLine({ patient }: { patient: PatientRow }) {
  return (
    <Row>
      <Cell>
        <TextLink href={`/patients/${patient.id}`} className="row-link font-semibold text-base-content!">
          {patient.name}
        </TextLink>
        <span className="num ml-2 whitespace-nowrap text-ink-3">{patient.number}</span>
      </Cell>
      <Cell className="whitespace-nowrap">
        <span className="num">{patient.born}</span> <span className="num text-ink-3">{patient.age}</span>
      </Cell>
      <Cell className="text-ink-2">{patient.contact}</Cell>
      <Cell>
        <FormMark form={patient.form} />
      </Cell>
      <Cell>
        <AccountMark account={patient.account} />
      </Cell>
    </Row>
  )
}

function Nobody({ search }: { search: string }) {
  const add = (
    <LinkButton href="/patients/new" variant={search ? 'plain' : 'primary'}>
      <UserPlusIcon />
      Add a patient
    </LinkButton>
  )
  return (
    <div className="p-4 lg:p-6">
      <EmptyState icon={UsersIcon} title={search ? 'Nobody found' : 'No patients yet'} action={add}>
        {search
          ? `No name, number or e-mail address has “${search}” in it. A birth date is found as 1992-03-03.`
          : 'Add the first patient, then send the form.'}
      </EmptyState>
    </div>
  )
}

export function PatientsScreen({ list }: { list: PatientList }) {
  const href = (page: number) => {
    const query = new URLSearchParams({ ...(list.search ? { q: list.search } : {}), page: String(page) })
    return `/patients?${query}`
  }
  return (
    <>
      <PageHeader
        title="Patients"
        note={list.search ? `${list.total} found` : countText(list.total, 'patient')}
        actions={
          <>
            <SearchForm
              id="search-patients"
              action="/patients"
              label="Name or number"
              defaultValue={list.search}
            />
            {list.rows.length > 0 ? (
              <LinkButton href="/patients/new" variant="primary">
                <UserPlusIcon />
                Add a patient
              </LinkButton>
            ) : null}
          </>
        }
      />
      {list.rows.length === 0 ? (
        <Nobody search={list.search} />
      ) : (
        <Table label="Patients" minWidth="46rem">
          <TableHead>
            <HeadCell sorted="ascending">Patient</HeadCell>
            <HeadCell>Born</HeadCell>
            <HeadCell>Contact</HeadCell>
            <HeadCell>Form</HeadCell>
            <HeadCell>Account</HeadCell>
          </TableHead>
          <tbody>
            {list.rows.map((patient) => (
              <PatientLine key={patient.id} patient={patient} />
            ))}
          </tbody>
        </Table>
      )}
      {list.pages > 1 ? (
        <Pagination
          summary={`Page ${list.page} of ${list.pages}`}
          previous={list.page > 1 ? href(list.page - 1) : undefined}
          next={list.page < list.pages ? href(list.page + 1) : undefined}
        />
      ) : null}
    </>
  )
}
