//! The demonstration's accounts: one for each role, with a password that everybody may know.

use actions::{ActionError, NewAccount, Newsroom, demo_account};
use model::{Duties, Duty};

use crate::in_hand;

/// Name to sign in with, name that colleagues see.
const PEOPLE: [(Duty, &str, &str); 5] = [
    (Duty::Reporter, "reporter", "Han Ji-won"),
    (Duty::Translator, "translator", "Daniel Kim"),
    (Duty::Editor, "editor", "Seo Min-a"),
    (Duty::Moderator, "moderator", "Oh Tae-yang"),
    (Duty::Administrator, "administrator", "Yoon Hae-in"),
];

/// Makes the accounts that are not there, and puts work on the desk of those who are new. They sign in under `masthead demo` on a loopback address alone.
pub fn make_accounts(newsroom: &Newsroom) -> Result<(), ActionError> {
    let (known, languages) = newsroom.store.read(|session| Ok::<_, ActionError>((session.accounts()?, session.publication()?.languages)))?;
    let mut new = Vec::new();
    for (duty, name, called) in PEOPLE {
        if known.iter().any(|account| account.name == name) {
            continue;
        }
        let editions = if duty == Duty::Translator { languages.clone() } else { Vec::new() };
        new.push(demo_account(
            newsroom,
            &NewAccount { name: name.to_owned(), called: called.to_owned(), duties: Duties::from_iter([duty]), editions },
        )?);
    }
    let made = |duty| new.iter().find(|account| account.has(duty)).cloned();
    // The desk of a demonstration that is begun has something in hand; one that was used before is left as it is.
    match (made(Duty::Reporter), made(Duty::Editor)) {
        (Some(reporter), Some(editor)) => in_hand::fill(newsroom, reporter, editor),
        _ => Ok(()),
    }
}
