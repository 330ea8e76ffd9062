use actions::{Entrance, SigningIn, accept_invitation, invited, sign_in, sign_out};
use axum::http::StatusCode;
use minijinja::{Value, context};
use model::Duty;

use super::super::caller::{Call, set_cookie};
use super::super::draw::{fault, page, with_status};
use crate::ask::Trouble;
use crate::client;
use crate::reply::Reply;

/// The door. Whoever is signed in goes through it.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    if call.who.is_some() {
        return Ok(Reply::see(to(call.field("to").as_deref().unwrap_or_default())));
    }
    door(call, StatusCode::OK, false, Value::from(()))
}

/// What is wrong is never told apart, so that nobody learns which accounts there are.
pub(crate) fn post(call: &Call) -> Result<Reply, Trouble> {
    let form = &call.form;
    let wish = SigningIn {
        name: form.get("name"),
        password: form.get("password"),
        code: form.get("code"),
        client: call.client,
        agent: client::user_agent(&call.headers),
        demo: call.app.options.demo,
    };
    match sign_in(&call.app.newsroom, &call.app.guesses, &wish)? {
        Entrance::Open { secret, .. } => Ok(Reply::see(to(form.get("to"))).with_cookie(set_cookie(call, Some(&secret)))),
        Entrance::CodeWanted => door(call, StatusCode::OK, true, Value::from(())),
        Entrance::Wrong if !wish.code.is_empty() => door(
            call,
            StatusCode::UNPROCESSABLE_ENTITY,
            true,
            fault(call, "code", "Name, password or digits are not right. Digits are good once; wait for the next ones."),
        ),
        Entrance::Wrong => door(call, StatusCode::UNPROCESSABLE_ENTITY, false, fault(call, "name", "Name or password is not right.")),
        Entrance::Later => {
            door(call, StatusCode::TOO_MANY_REQUESTS, false, fault(call, "name", "That was tried too often. Wait a minute, then try again."))
        }
    }
}

fn door(call: &Call, status: StatusCode, code: bool, wrong: Value) -> Result<Reply, Trouble> {
    let demo: Vec<Value> = if call.app.options.demo {
        let accounts = call.app.newsroom.store.read(|session| session.accounts())?;
        let shown = |account: &model::Account| {
            let duty = Duty::ALL.into_iter().find(|duty| account.has(*duty)).map_or("", Duty::word);
            context! { name => account.name.as_str(), called => account.called.as_str(), duty }
        };
        accounts.iter().filter(|account| account.demo).map(shown).collect()
    } else {
        Vec::new()
    };
    let to = call.field("to").unwrap_or_else(|| call.form.get("to").to_owned());
    with_status(call, status, "sign-in.html", context! { code, demo, to, demo_password => actions::DEMO_PASSWORD, wrong })
}

/// A page of the desk, and no other: nobody is led from here to another site.
fn to(wish: &str) -> String {
    let ours = wish.starts_with("/desk/") && !wish.contains(['\\', '\r', '\n']) && !wish.starts_with("/desk/sign-");
    if ours { wish.to_owned() } else { "/desk".to_owned() }
}

/// Signs this browser out, or another one of the same account.
pub(crate) fn post_out(call: &Call) -> Result<Reply, Trouble> {
    let (account, here) = call.who.as_ref().ok_or(Trouble::SignIn)?;
    let wished = call.form.get("which");
    let which = if wished.is_empty() { here.as_str() } else { wished };
    sign_out(&call.newsroom, account.id, which)?;
    if which == here {
        Ok(Reply::see("/desk/sign-in".to_owned()).with_cookie(set_cookie(call, None)))
    } else {
        Ok(Reply::see("/desk/you".to_owned()))
    }
}

/// Where an invitation leads.
pub(crate) fn show_welcome(call: &Call) -> Result<Reply, Trouble> {
    welcome(call, StatusCode::OK, Value::from(()))
}

pub(crate) fn post_welcome(call: &Call) -> Result<Reply, Trouble> {
    let form = &call.form;
    if form.get("password") != form.get("again") {
        return welcome(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, "again", "The two passwords differ."));
    }
    match accept_invitation(&call.app.newsroom, call.param("secret"), form.get("name"), form.get("called"), form.get("password")) {
        Ok(account) => {
            let agent = client::user_agent(&call.headers);
            let wish =
                SigningIn { name: &account.name, password: form.get("password"), code: "", client: call.client, agent, demo: call.app.options.demo };
            let entrance = sign_in(&call.app.newsroom, &call.app.guesses, &wish)?;
            let secret = if let Entrance::Open { secret, .. } = entrance { Some(secret) } else { None };
            let to = Reply::see(if secret.is_some() { "/desk" } else { "/desk/sign-in" }.to_owned());
            Ok(if secret.is_some() { to.with_cookie(set_cookie(call, secret.as_deref())) } else { to })
        }
        Err(actions::ActionError::Field { field, why }) => welcome(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why)),
        Err(error) => Err(error.into()),
    }
}

fn welcome(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    match invited(&call.app.newsroom, call.param("secret")) {
        Ok(account) => {
            let invited = account.map(|account| context! { name => account.name, called => account.called });
            with_status(call, status, "welcome.html", context! { invited, wrong })
        }
        Err(error) => {
            let why = super::super::words::said(&error.to_string(), call.words());
            page(call, "trouble.html", context! { why, back => "/desk/sign-in" })
        }
    }
}
