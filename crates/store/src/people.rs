//! People who are credited.

use model::{Language, Person, PersonId};

use crate::db::Row;
use crate::session::{Session, StoreError, to_json};
use crate::vals;

fn read(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: PersonId::from_i64(row.int(0)?),
        slug: row.text(1)?.to_owned(),
        names: row.json(2)?,
        about: row.json(3)?,
        contact: row.maybe_text(4)?.map(str::to_owned),
    })
}

const COLUMNS: &str = "id, slug, names, about, contact";

impl Session<'_> {
    /// The people of these ids, in no order.
    pub fn people(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, StoreError> {
        self.among(&format!("SELECT {COLUMNS} FROM person WHERE id IN"), ids)?.iter().map(read).collect()
    }

    /// The person of a page's slug.
    pub fn person_by_slug(&mut self, slug: &str) -> Result<Option<Person>, StoreError> {
        let row = self.query_one(&format!("SELECT {COLUMNS} FROM person WHERE slug = $1"), vals![slug])?;
        row.as_ref().map(read).transpose()
    }

    /// The person who goes by a name in some language; of namesakes the first that was kept.
    pub fn person_by_name(&mut self, name: &str) -> Result<Option<Person>, StoreError> {
        let row =
            self.query_one(&format!("SELECT {COLUMNS} FROM person WHERE id = (SELECT min(person) FROM person_name WHERE name = $1)"), vals![name])?;
        row.as_ref().map(read).transpose()
    }

    /// People in the order of their slugs, after one of them.
    pub fn people_after(&mut self, slug: &str, limit: usize) -> Result<Vec<Person>, StoreError> {
        let rows = self.query(&format!("SELECT {COLUMNS} FROM person WHERE slug > $1 ORDER BY slug LIMIT $2"), vals![slug, limit as i64])?;
        rows.iter().map(read).collect()
    }

    /// Keeps a person, new or changed, and the names they are found by.
    pub fn set_person(&mut self, person: &Person) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO person (id, slug, names, about, contact) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, names = excluded.names, about = excluded.about, contact = excluded.contact",
            vals![person.id, &person.slug, to_json(&person.names)?, to_json(&person.about)?, person.contact.clone()],
        )?;
        self.execute("DELETE FROM person_name WHERE person = $1", vals![person.id])?;
        for (_, name) in person.names.iter() {
            self.execute("INSERT INTO person_name (name, person) VALUES ($1, $2) ON CONFLICT (name, person) DO NOTHING", vals![name, person.id])?;
        }
        Ok(())
    }

    /// Whether a published article of the edition credits the person.
    pub fn is_credited(&mut self, person: PersonId, language: Language) -> Result<bool, StoreError> {
        let row =
            self.query_one("SELECT 1 FROM credit WHERE person = $1 AND language = $2 AND public_at IS NOT NULL LIMIT 1", vals![person, language])?;
        Ok(row.is_some())
    }
}
