//! Accounts: who may sign in, and what they are there for.

use model::{Account, AccountId, AccountState, Duties, Duty, Language, Time, squeeze};
use serde_json::json;
use store::{Credentials, Session, StoreError};

use crate::actor::{Deed, hash};
use crate::password;
use crate::{ActionError, Newsroom};

/// An invitation is good for so long.
pub const INVITED_FOR: i64 = 7 * Time::DAY;
/// The link that sets a site up is good for so long; each start of a server without accounts makes another.
pub const SETUP_FOR: i64 = Time::DAY;

/// The password of the demonstration's accounts, which stands on its sign-in page.
pub const DEMO_PASSWORD: &str = "a paper for everyone";

/// An account as an administrator describes it.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// What is typed to sign in.
    pub name: String,
    /// What colleagues see.
    pub called: String,
    /// What it may do; at least one.
    pub duties: Duties,
    /// The editions given to a translator.
    pub editions: Vec<Language>,
}

/// Makes an account and the secret of the link by which its owner chooses a password.
pub fn invite(newsroom: &Newsroom, new: &NewAccount) -> Result<(Account, String), ActionError> {
    newsroom.allow(Deed::Manage)?;
    newsroom.store.write(|session| {
        let account = make(newsroom, session, new, AccountState::Invited, false)?;
        let secret = new_invitation(newsroom, session, Some(account.id), INVITED_FOR)?;
        newsroom.log(session, "invite", &about(account.id), json!({ "duties": account.duties, "editions": account.editions }))?;
        Ok((account, secret))
    })
}

/// Changes what an account is called and there for.
pub fn change_account(newsroom: &Newsroom, id: AccountId, new: &NewAccount) -> Result<(), ActionError> {
    newsroom.allow(Deed::Manage)?;
    newsroom.store.write(|session| {
        let before = find(session, id)?;
        let described = described(session, new, Some(id))?;
        let after =
            Account { name: described.name, called: described.called, duties: described.duties, editions: described.editions, ..before.clone() };
        if before == after {
            return Ok(());
        }
        session.set_account(&after, newsroom.world.now())?;
        keep_an_administrator(session)?;
        newsroom.log(session, "change-account", &about(id), json!({ "duties": after.duties, "editions": after.editions }))?;
        Ok(())
    })
}

/// Forgets an account's password and second factor, signs it out everywhere, and gives the secret of a link by which
/// its owner chooses another.
pub fn reset_account(newsroom: &Newsroom, id: AccountId) -> Result<String, ActionError> {
    newsroom.allow(Deed::Manage)?;
    newsroom.store.write(|session| {
        let account = find(session, id)?;
        session.set_account(&Account { state: AccountState::Invited, ..account }, newsroom.world.now())?;
        session.set_credentials(id, &Credentials { password: None, totp: None, totp_step: 0 })?;
        session.end_all_signed_in(id, None)?;
        session.forget_invitations(Some(id))?;
        let secret = new_invitation(newsroom, session, Some(id), INVITED_FOR)?;
        newsroom.log(session, "reset-account", &about(id), json!({}))?;
        Ok(secret)
    })
}

/// Lets an account sign in no more, and signs it out everywhere. What it wrote stays.
pub fn disable_account(newsroom: &Newsroom, id: AccountId) -> Result<(), ActionError> {
    newsroom.allow(Deed::Manage)?;
    newsroom.store.write(|session| {
        let account = find(session, id)?;
        if account.state == AccountState::Disabled {
            return Ok(());
        }
        session.set_account(&Account { state: AccountState::Disabled, ..account }, newsroom.world.now())?;
        session.set_credentials(id, &Credentials { password: None, totp: None, totp_step: 0 })?;
        session.end_all_signed_in(id, None)?;
        session.forget_invitations(Some(id))?;
        keep_an_administrator(session)?;
        newsroom.log(session, "disable-account", &about(id), json!({}))?;
        Ok(())
    })
}

/// The secret of a link by which the first administrator sets the site up; `None` where there are accounts already.
pub fn setup_secret(newsroom: &Newsroom) -> Result<Option<String>, ActionError> {
    newsroom.store.write(|session| {
        if session.has_accounts()? {
            return Ok(None);
        }
        session.forget_invitations(None)?;
        new_invitation(newsroom, session, None, SETUP_FOR).map(Some)
    })
}

/// Whom a link invites: an account, or `None` for the first administrator. An error for a link that is not good.
pub fn invited(newsroom: &Newsroom, secret: &str) -> Result<Option<Account>, ActionError> {
    newsroom.store.read(|session| {
        let invited = session.invitation(&hash(secret.as_bytes()), newsroom.world.now())?.ok_or_else(no_invitation)?;
        invited.map(|id| find(session, id)).transpose()
    })
}

/// Takes up an invitation: the account has this password from now on. The first administrator names the account too,
/// and gets every duty but the translator's, so that a paper of one can go out.
pub fn accept_invitation(newsroom: &Newsroom, secret: &str, name: &str, called: &str, password: &str) -> Result<Account, ActionError> {
    let account = invited(newsroom, secret)?;
    let known = account.as_ref().map_or([name, called], |account| [&account.name, &account.called]);
    password::judge(password, &known)?;
    let kept = password::hashed(newsroom, password)?;
    newsroom.store.write(|session| {
        // Somebody may have been quicker.
        let invited = session.invitation(&hash(secret.as_bytes()), newsroom.world.now())?.ok_or_else(no_invitation)?;
        let account = match invited {
            Some(id) => Account { state: AccountState::Active, ..find(session, id)? },
            None if session.has_accounts()? => return Err(no_invitation()),
            None => {
                let duties = Duties::from_iter([Duty::Reporter, Duty::Editor, Duty::Moderator, Duty::Administrator]);
                let new = NewAccount { name: name.to_owned(), called: called.to_owned(), duties, editions: Vec::new() };
                make(newsroom, session, &new, AccountState::Active, false)?
            }
        };
        session.set_account(&account, newsroom.world.now())?;
        session.set_credentials(account.id, &Credentials { password: Some(kept.clone()), totp: None, totp_step: 0 })?;
        session.forget_invitations(invited)?;
        newsroom.acting(crate::Actor::Account(account.clone().into())).log(session, "accept-invitation", &about(account.id), json!({}))?;
        Ok(account)
    })
}

/// Makes the demonstration's account for a duty, with a password that everybody may know.
pub fn demo_account(newsroom: &Newsroom, new: &NewAccount) -> Result<Account, ActionError> {
    newsroom.allow(Deed::Manage)?;
    let kept = password::hashed(newsroom, DEMO_PASSWORD)?;
    newsroom.store.write(|session| {
        let account = make(newsroom, session, new, AccountState::Active, true)?;
        session.set_credentials(account.id, &Credentials { password: Some(kept.clone()), totp: None, totp_step: 0 })?;
        newsroom.log(session, "invite", &about(account.id), json!({ "duties": account.duties, "demo": true }))?;
        Ok(account)
    })
}

/// Sets the language in which the desk speaks to whoever acts; `None` for their browser's.
pub fn set_desk_language(newsroom: &Newsroom, id: AccountId, language: Option<Language>) -> Result<(), ActionError> {
    newsroom.store.write(|session| {
        let account = find(session, id)?;
        Ok(session.set_account(&Account { language, ..account }, newsroom.world.now())?)
    })
}

fn make(newsroom: &Newsroom, session: &mut Session<'_>, new: &NewAccount, state: AccountState, demo: bool) -> Result<Account, ActionError> {
    let NewAccount { name, called, duties, editions } = described(session, new, None)?;
    let account = Account { id: newsroom.world.account_id(), name, called, duties, editions, language: None, state, demo };
    session.set_account(&account, newsroom.world.now())?;
    Ok(account)
}

/// What an administrator described, put right, or what is wrong with it.
fn described(session: &mut Session<'_>, new: &NewAccount, own: Option<AccountId>) -> Result<NewAccount, ActionError> {
    let refused = |field: &'static str, why: &str| ActionError::field(field, why);
    let name =
        Account::name_of(&new.name).ok_or_else(|| refused("name", "a name to sign in with has 2 to 80 letters, digits, or the signs . - _ @ +"))?;
    if session.account_by_name(&name)?.is_some_and(|account| Some(account.id) != own) {
        return Err(refused("name", "there is an account of this name already"));
    }
    let called = squeeze(&new.called);
    if called.is_empty() || model::graphemes(&called) > Account::LONGEST_NAME {
        return Err(refused("called", "colleagues need a name to see, of at most 80 characters"));
    }
    if new.duties.0.is_empty() {
        return Err(refused("duties", "an account needs at least one role"));
    }
    let publication = session.publication()?;
    let editions: Vec<Language> = new.editions.iter().copied().filter(|&language| publication.has(language)).collect();
    if new.duties.0.contains(&Duty::Translator) && editions.is_empty() {
        return Err(refused("editions", "a translator needs at least one edition"));
    }
    Ok(NewAccount { name, called, duties: new.duties.clone(), editions })
}

/// The last administrator can neither go nor give the office up.
fn keep_an_administrator(session: &mut Session<'_>) -> Result<(), ActionError> {
    let administers = |account: &Account| account.has(Duty::Administrator) && account.state != AccountState::Disabled;
    if session.accounts()?.iter().any(administers) {
        return Ok(());
    }
    Err(ActionError::Refused("the last administrator stays; make another one first".to_owned()))
}

pub(crate) fn find(session: &mut Session<'_>, id: AccountId) -> Result<Account, ActionError> {
    session.account(id)?.ok_or_else(|| ActionError::Missing(format!("there is no account {id}; `masthead user list` shows those that there are")))
}

pub(crate) fn about(id: AccountId) -> String {
    format!("account:{id}")
}

fn no_invitation() -> ActionError {
    ActionError::Missing("this link is not good any more; ask an administrator for another".to_owned())
}

fn new_invitation(newsroom: &Newsroom, session: &mut Session<'_>, account: Option<AccountId>, good_for: i64) -> Result<String, ActionError> {
    let secret = secret(newsroom);
    session.add_invitation(&hash(secret.as_bytes()), account, newsroom.world.now().plus(good_for))?;
    Ok(secret)
}

/// A secret of 256 bits, as it stands in links and cookies.
pub(crate) fn secret(newsroom: &Newsroom) -> String {
    newsroom.world.key().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The account that signs in by a name.
pub fn account_named(newsroom: &Newsroom, name: &str) -> Result<Account, ActionError> {
    let found = newsroom.store.read(|session| {
        let name = Account::name_of(name);
        name.map_or(Ok::<_, StoreError>(None), |name| session.account_by_name(&name))
    })?;
    found.ok_or_else(|| ActionError::Missing(format!("there is no account “{name}”; `masthead user list` shows those that there are")))
}
