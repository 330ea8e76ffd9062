//! Accounts at the desk, for whoever has the machine.

use std::sync::Arc;

use actions::{NewAccount, Newsroom, account_named};
use model::Duty;
use serde_json::json;

use crate::command_line::{AddUser, ListUsers, OneUser};
use crate::world::Machine;
use crate::{Ended, Failure, say, say_json};

pub fn add(new: AddUser) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&new.place.place(), Arc::new(Machine))?;
    let called = new.called.unwrap_or_else(|| new.name.clone());
    let wish = NewAccount { name: new.name, called, duties: new.role.into_iter().collect(), editions: new.edition };
    let (account, secret) = actions::invite(&newsroom, &wish)?;
    link(&newsroom, &account.name, &secret, new.report.json)
}

pub fn reset(which: OneUser) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&which.place.place(), Arc::new(Machine))?;
    let account = account_named(&newsroom, &which.name)?;
    let secret = actions::reset_account(&newsroom, account.id)?;
    link(&newsroom, &account.name, &secret, which.report.json)
}

fn link(newsroom: &Newsroom, name: &str, secret: &str, as_json: bool) -> Result<Ended, Failure> {
    let address = newsroom.store.read(|session| session.publication())?.address;
    let link = format!("{address}/desk/welcome/{secret}");
    if as_json {
        say_json(&json!({ "name": name, "link": link }))?;
    } else {
        say(format_args!("{name} chooses a password at this address within seven days:"));
        say(&link);
    }
    Ok(Ended::Done)
}

pub fn disable(which: OneUser) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&which.place.place(), Arc::new(Machine))?;
    let account = account_named(&newsroom, &which.name)?;
    actions::disable_account(&newsroom, account.id)?;
    if which.report.json {
        say_json(&json!({ "name": account.name, "state": "disabled" }))?;
    } else {
        say(format_args!("{} can sign in no more", account.name));
    }
    Ok(Ended::Done)
}

pub fn list(which: ListUsers) -> Result<Ended, Failure> {
    let newsroom = Newsroom::open(&which.place.place(), Arc::new(Machine))?;
    let accounts = newsroom.store.read(|session| session.accounts())?;
    if which.report.json {
        let view = accounts.iter().map(|account| {
            json!({
                "name": account.name, "called": account.called, "roles": account.duties, "editions": account.editions,
                "state": account.state.word(), "demo": account.demo,
            })
        });
        say_json(&view.collect::<Vec<_>>())?;
        return Ok(Ended::Done);
    }
    for account in &accounts {
        let duties: Vec<&str> = account.duties.0.iter().copied().map(Duty::word).collect();
        say(format_args!("{}  {}  {}  {}", account.name, account.called, duties.join(", "), account.state.word()));
    }
    if accounts.is_empty() {
        say("there is no account yet; `masthead serve` prints a link by which the first is made");
    }
    Ok(Ended::Done)
}
