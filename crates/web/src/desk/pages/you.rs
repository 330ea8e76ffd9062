use actions::{ActionError, change_password, new_second_factor, set_desk_language, set_second_factor};
use axum::http::StatusCode;
use minijinja::{Value, context};

use super::super::caller::Call;
use super::super::draw::{fault, hour, with_status};
use crate::ask::Trouble;
use crate::reply::Reply;

/// What somebody sets for themself: language, password, second factor, and where they are signed in.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    draw(call, StatusCode::OK, Value::from(()))
}

pub(crate) fn post(call: &Call) -> Result<Reply, Trouble> {
    let (account, here) = call.who.as_ref().ok_or(Trouble::SignIn)?;
    let form = &call.form;
    let done = match form.get("do") {
        "language" => set_desk_language(&call.newsroom, account.id, form.get("language").parse().ok()),
        "password" if form.get("new") != form.get("again") => {
            Err(ActionError::Field { field: "again".to_owned(), why: "The two passwords differ.".to_owned() })
        }
        "password" => change_password(&call.newsroom, account, form.get("old"), form.get("new"), here),
        "factor" => set_second_factor(&call.newsroom, account, form.get("password"), Some((form.get("secret"), form.get("code")))),
        "no-factor" => set_second_factor(&call.newsroom, account, form.get("password"), None),
        _ => return Err(Trouble::Refused("this form is not known".to_owned())),
    };
    match done {
        Ok(()) => Ok(Reply::see(format!("/desk/you?done={}", form.get("do")))),
        Err(ActionError::Field { field, why }) => {
            // In the form of a change the new password has another name than in an invitation's.
            let field = if form.get("do") == "password" && field == "password" { "new".to_owned() } else { field };
            draw(call, StatusCode::UNPROCESSABLE_ENTITY, fault(call, &field, &why))
        }
        Err(error) => Err(error.into()),
    }
}

fn draw(call: &Call, status: StatusCode, wrong: Value) -> Result<Reply, Trouble> {
    let (account, here) = call.who.as_ref().ok_or(Trouble::SignIn)?;
    let now = call.app.now();
    let (browsers, credentials) =
        call.newsroom.store.read(|session| Ok::<_, Trouble>((session.signed_in_by(account.id, now)?, session.credentials(account.id)?)))?;
    let browsers: Vec<Value> = browsers
        .iter()
        .map(|browser| {
            let (started, seen) = (hour(call, browser.started_at), hour(call, browser.seen_at));
            context! { which => browser.hash.as_str(), agent => browser_called(&browser.agent), whole => browser.agent.as_str(), started, seen, here => browser.hash == *here }
        })
        .collect();
    // A secret that was shown before stands in the form again when the digits were wrong.
    let factor = credentials.is_some_and(|credentials| credentials.totp.is_some());
    let title = call.site.publication.title(call.words());
    let (secret, address) = match call.form.get("secret") {
        "" => new_second_factor(&call.newsroom, account, title),
        secret => (secret.to_owned(), String::new()),
    };
    let own = context! {
        browsers,
        factor,
        secret => secret.as_str(),
        grouped => in_fours(&secret),
        address,
        demo_account => account.demo,
        language => account.language.map(|language| language.code().to_owned()).unwrap_or_default(),
        done => call.field("done").unwrap_or_default(),
        wrong,
    };
    with_status(call, status, "you.html", own)
}

/// A secret as it is typed by hand: four characters at a time.
fn in_fours(secret: &str) -> String {
    let characters: Vec<char> = secret.chars().collect();
    characters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// A browser as people name theirs: which it is, and on what. One that is none of these is told as it tells itself.
fn browser_called(agent: &str) -> String {
    // The order matters: each names those after it too.
    const BROWSERS: [(&str, &str); 7] = [
        ("Whale/", "Whale"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];
    let named = |known: &[(&str, &'static str)]| known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        _ => agent.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::browser_called;

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(browser_called(chrome), "Chrome, Linux");
        assert_eq!(browser_called(&chrome.replace("Safari", "Whale/4.3 Safari").replace("X11; Linux", "Windows NT 10.0; Win64")), "Whale, Windows");
        assert_eq!(browser_called("curl/8"), "curl/8");
    }
}
