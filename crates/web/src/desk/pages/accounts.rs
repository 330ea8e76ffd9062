use actions::{ActionError, NewAccount, change_account, disable_account, invite, reset_account};
use axum::http::{StatusCode, header};
use minijinja::{Value, context};
use model::{Account, AccountState, Duties, Duty, Language};

use super::super::caller::Call;
use super::super::draw::{fault, hour, with_status};
use crate::ask::Trouble;
use crate::reply::Reply;

/// Who may sign in, and what they are there for.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()), Value::from(()))
}

/// Invites somebody, changes an account, gives its owner another link, or lets it sign in no more. A link is told in the
/// answer itself and nowhere else, so that it stands in no address and in no history.
pub(crate) fn post(call: &Call) -> Result<Reply, Trouble> {
    let form = &call.form;
    let newsroom = &call.newsroom;
    let described = || NewAccount {
        name: form.get("name").to_owned(),
        called: form.get("called").to_owned(),
        duties: Duties::from_iter(form.all("duties").filter_map(Duty::from_word)),
        editions: form.all("editions").filter_map(|code| code.parse().ok()).collect(),
    };
    let which = form.get("account").parse().map_err(|_| Trouble::NotFound);
    let done = match form.get("do") {
        "invite" => invite(newsroom, &described()).map(|(account, secret)| Some((account.called, secret))),
        "change" => change_account(newsroom, which?, &described()).map(|()| None),
        "reset" => reset_account(newsroom, which?).map(|secret| Some((form.get("called").to_owned(), secret))),
        "disable" => disable_account(newsroom, which?).map(|()| None),
        _ => return Err(Trouble::Refused("this form is not known".to_owned())),
    };
    match done {
        Ok(None) => Ok(Reply::see("/desk/accounts?done=yes".to_owned())),
        Ok(Some((called, secret))) => {
            let address = call.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()).filter(|origin| origin.starts_with("http"));
            let link = format!("{}/desk/welcome/{secret}", address.unwrap_or(&call.site.publication.address));
            draw(call, StatusCode::OK, Value::from(()), context! { called, link })
        }
        Err(ActionError::Field { field, why }) => draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why), Value::from(())),
        Err(ActionError::Refused(why)) => draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, "account", &why), Value::from(())),
        Err(error) => Err(error.into()),
    }
}

fn draw(call: &Call, status: StatusCode, wrong: Value, link: Value) -> Result<Reply, Trouble> {
    let own = call.account()?.id;
    let (accounts, seen) = call.newsroom.store.read(|session| Ok::<_, Trouble>((session.accounts()?, session.last_seen()?)))?;
    let failed = !wrong.is_none();
    let typed = |what: &str| failed && call.form.get("do") == what;
    let publication = &call.site.publication;
    let row = |account: &Account| {
        let again = typed("change") && call.form.get("account") == account.id.to_string();
        let here = failed && call.form.get("account") == account.id.to_string();
        let (name, called) = if again { (call.form.get("name"), call.form.get("called")) } else { (account.name.as_str(), account.called.as_str()) };
        let held = |duty: Duty| if again { call.form.all("duties").any(|word| word == duty.word()) } else { account.has(duty) };
        let given = |language: Language| {
            if again { call.form.all("editions").any(|code| code == language.code()) } else { account.editions.contains(&language) }
        };
        context! {
            id => account.id.to_string(),
            name,
            called,
            known => account.called.as_str(),
            signs => account.name.as_str(),
            duties => duties(held),
            held => Duty::ALL.into_iter().filter(|duty| account.has(*duty)).map(Duty::word).collect::<Vec<_>>(),
            given => account.editions.iter().map(|language| language.own_name().to_owned()).collect::<Vec<_>>(),
            editions => editions(&publication.languages, given),
            state => account.state.word(),
            active => account.state != AccountState::Disabled,
            seen => seen.get(&account.id).map(|at| hour(call, *at)),
            demo => account.demo,
            own => account.id == own,
            wrong => if here { wrong.clone() } else { Value::from(()) },
        }
    };
    let again = typed("invite");
    let asked = |name: &'static str, value: &str| again && call.form.all(name).any(|known| known == value);
    let new = context! {
        name => if again { call.form.get("name") } else { "" },
        called => if again { call.form.get("called") } else { "" },
        duties => duties(|duty| asked("duties", duty.word())),
        editions => editions(&publication.languages, |language| asked("editions", language.code())),
        wrong => if again { wrong.clone() } else { Value::from(()) },
    };
    let own =
        context! { amiss => failed, rows => accounts.iter().map(row).collect::<Vec<_>>(), new, link, done => call.field("done").unwrap_or_default() };
    with_status(call, status, "accounts.html", own)
}

fn duties(held: impl Fn(Duty) -> bool) -> Vec<Value> {
    Duty::ALL.into_iter().map(|duty| context! { word => duty.word(), held => held(duty) }).collect()
}

fn editions(languages: &[Language], given: impl Fn(Language) -> bool) -> Vec<Value> {
    languages.iter().map(|&language| context! { code => language.code(), name => language.own_name(), given => given(language) }).collect()
}
