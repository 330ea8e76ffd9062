use actions::{NewAccount, accept_invitation, invite};
use model::{Account, Duty, Language};
use serde_json::Value;

use crate::{Answer, Browser, TestNewsroom};

/// A password that everybody in a test newsroom has.
pub const PASSWORD: &str = "the pier reopens in may";

/// Somebody at the desk, signed in with a browser of their own.
#[derive(Debug)]
pub struct Colleague<'a> {
    /// Their account.
    pub account: Account,
    /// The cookie that their browser holds.
    pub cookie: String,
    /// The token of their forms.
    pub token: String,
    browser: &'a Browser,
}

impl TestNewsroom {
    /// An account with these duties, which signs in by this name; a translator writes Korean.
    pub fn account(&self, name: &str, duties: &[Duty]) -> Account {
        let editions = if duties.contains(&Duty::Translator) { vec![Language::KOREAN] } else { Vec::new() };
        let new = NewAccount { name: name.to_owned(), called: format!("{name} of the Test"), duties: duties.iter().copied().collect(), editions };
        let (_, secret) = invite(&self.newsroom, &new).expect("an account can be made");
        accept_invitation(&self.newsroom, &secret, "", "", PASSWORD).expect("an invitation can be taken up")
    }
}

impl Browser {
    /// Signs somebody in.
    pub fn sign_in(&self, site: &TestNewsroom, name: &str, duties: &[Duty]) -> Colleague<'_> {
        let account = site.account(name, duties);
        self.sign_in_as(account)
    }

    /// Signs the owner of an account in.
    pub fn sign_in_as(&self, account: Account) -> Colleague<'_> {
        let answer = self.post_form("/desk/sign-in", &[("name", &account.name), ("password", PASSWORD)], &[]);
        assert_eq!(answer.status, 303, "{} signs in", account.name);
        let cookie = answer.header("set-cookie").split(';').next().expect("a cookie has a value").to_owned();
        let page = self.get_with("/desk/you", &[("cookie", &cookie)]).text();
        let token =
            page.split("name=\"desk-token\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a page of the desk has its token");
        Colleague { account, cookie, token: token.to_owned(), browser: self }
    }
}

impl Colleague<'_> {
    /// Asks for a page.
    pub fn get(&self, path: &str) -> Answer {
        self.browser.get_with(path, &[("cookie", &self.cookie)])
    }

    /// Asks for a page that must be there.
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    /// Sends a form with its token.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.browser.post_form(path, &[fields, &[("token", &self.token)]].concat(), &[("cookie", &self.cookie)])
    }

    /// Sends a form that must be taken.
    pub fn does(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields);
        assert_eq!(answer.status, 303, "{path} {fields:?}: {}", answer.text());
        answer
    }

    /// Sends JSON as the desk's scripts do.
    pub fn send(&self, path: &str, value: &Value) -> Answer {
        self.browser.post_json(path, value, &[("cookie", &self.cookie), ("x-desk-token", &self.token)])
    }

    /// Sends a file as the desk's scripts do.
    pub fn upload(&self, bytes: &[u8], name: &str) -> Answer {
        let headers = [("cookie", self.cookie.as_str()), ("x-desk-token", self.token.as_str()), ("x-file-name", name), ("content-type", "image/bmp")];
        self.browser.send("POST", "/desk/pictures", &headers, bytes.to_vec())
    }
}
