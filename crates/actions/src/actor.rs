//! Who acts, and what they may do.

use std::sync::Arc;

use model::{Account, AccountId, Article, Duty, Language, Status};
use store::{Session, StoreError};

use crate::{ActionError, Newsroom};

/// Who acts.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Whoever has the machine, by the command line.
    Console,
    /// The server, when something is due.
    Clock,
    /// A reader: nobody who is signed in.
    Public,
    /// Somebody at the desk.
    Account(Arc<Account>),
}

impl Actor {
    /// As the audit log names them.
    pub fn named(&self) -> String {
        match self {
            Actor::Console => "console".to_owned(),
            Actor::Clock => "clock".to_owned(),
            Actor::Public => "public".to_owned(),
            Actor::Account(account) => format!("account:{}", account.id),
        }
    }

    /// The account that acts.
    pub fn account(&self) -> Option<AccountId> {
        if let Actor::Account(account) = self { Some(account.id) } else { None }
    }
}

/// What can be done at the desk, as far as who may do it differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Begin an article.
    Begin,
    /// Read an article and what was said of it, whatever its status.
    Read,
    /// Change what an article says.
    Save,
    /// Send it to review.
    Submit,
    /// Remark on it, and settle remarks.
    Remark,
    /// Send it back to its writer.
    SendBack,
    /// Have it published at its hour, or set its embargo.
    Schedule,
    /// Publish it now, or make public what was changed in it since.
    Publish,
    /// Take it back, now or at an hour.
    Withdraw,
    /// Correct it with a public note.
    Correct,
    /// Arrange front pages, must-reads, banners and related lists.
    Arrange,
    /// Bring in pictures and describe them.
    Depict,
    /// Judge comments.
    Moderate,
    /// Invite, change and disable accounts.
    Manage,
    /// Change publication, sections, topics, people, menu and static pages.
    Configure,
    /// Read the audit log.
    Inspect,
}

impl Deed {
    /// All of them.
    pub const ALL: [Deed; 16] = [
        Deed::Begin,
        Deed::Read,
        Deed::Save,
        Deed::Submit,
        Deed::Remark,
        Deed::SendBack,
        Deed::Schedule,
        Deed::Publish,
        Deed::Withdraw,
        Deed::Correct,
        Deed::Arrange,
        Deed::Depict,
        Deed::Moderate,
        Deed::Manage,
        Deed::Configure,
        Deed::Inspect,
    ];
}

/// What of an article decides who may do what with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matter {
    /// Its edition.
    pub language: Language,
    /// Its status.
    pub status: Status,
    /// Whether it is the account's own.
    pub own: bool,
}

/// Whether an account may do a thing, to an article where it is about one.
pub fn may(account: &Account, deed: Deed, matter: Option<Matter>) -> bool {
    account.duties.0.iter().any(|&duty| match (duty, deed) {
        (Duty::Reporter, Deed::Begin | Deed::Depict) => true,
        (Duty::Reporter, Deed::Read | Deed::Remark) => matter.is_some_and(|matter| matter.own || matter.status == Status::Published),
        (Duty::Reporter, Deed::Save | Deed::Submit) => matter.is_some_and(|matter| matter.own && matter.status == Status::Draft),
        (Duty::Translator, Deed::Depict) => true,
        (Duty::Translator, Deed::Begin) => matter.is_some_and(|matter| account.editions.contains(&matter.language)),
        (Duty::Translator, Deed::Read | Deed::Remark) => {
            matter.is_some_and(|matter| account.editions.contains(&matter.language) || matter.status == Status::Published)
        }
        (Duty::Translator, Deed::Save | Deed::Submit) => {
            matter.is_some_and(|matter| account.editions.contains(&matter.language) && matter.status == Status::Draft)
        }
        (
            Duty::Editor,
            Deed::Begin
            | Deed::Read
            | Deed::Save
            | Deed::Submit
            | Deed::Remark
            | Deed::SendBack
            | Deed::Schedule
            | Deed::Publish
            | Deed::Withdraw
            | Deed::Correct
            | Deed::Arrange
            | Deed::Depict,
        ) => true,
        (Duty::Moderator, Deed::Moderate) => true,
        (Duty::Administrator, Deed::Manage | Deed::Configure | Deed::Inspect) => true,
        (Duty::Reporter | Duty::Translator | Duty::Editor | Duty::Moderator | Duty::Administrator, _) => false,
    })
}

impl Newsroom {
    /// The same newsroom with somebody else acting in it.
    #[must_use]
    pub fn acting(&self, actor: Actor) -> Self {
        Self { actor, ..self.clone() }
    }

    /// An error unless whoever acts may do this.
    pub fn allow(&self, deed: Deed) -> Result<(), ActionError> {
        self.judge(deed, None)
    }

    /// An error unless whoever acts may do this to an article.
    pub fn allow_with(&self, session: &mut Session<'_>, deed: Deed, article: &Article) -> Result<(), ActionError> {
        let matter = self.matter(session, article)?;
        self.judge(deed, Some(matter))
    }

    /// What of an article decides what whoever acts may do with it.
    pub fn matter(&self, session: &mut Session<'_>, article: &Article) -> Result<Matter, StoreError> {
        let own = self.actor.account().map_or(Ok(false), |account| session.is_author(article.id, account))?;
        Ok(Matter { language: article.language, status: article.status, own })
    }

    pub(crate) fn judge(&self, deed: Deed, matter: Option<Matter>) -> Result<(), ActionError> {
        let allowed = match &self.actor {
            Actor::Console => true,
            Actor::Clock => matches!(deed, Deed::Publish | Deed::Withdraw | Deed::Arrange),
            Actor::Public => false,
            Actor::Account(account) => may(account, deed, matter),
        };
        allowed.then_some(()).ok_or(ActionError::Forbidden(deed))
    }

    /// Writes into the audit log, in the transaction that does what is told of.
    pub(crate) fn log(&self, session: &mut Session<'_>, deed: &str, about: &str, detail: serde_json::Value) -> Result<(), StoreError> {
        session.log(self.world.now(), &self.actor.named(), deed, about, &detail.to_string())
    }

    /// The same about an article, with the hash of what it says now.
    pub(crate) fn log_article(
        &self,
        session: &mut Session<'_>,
        deed: &str,
        article: &Article,
        mut detail: serde_json::Value,
    ) -> Result<(), ActionError> {
        let draft = serde_json::to_vec(&store::ArticleDraft::from(article)).map_err(|error| ActionError::File(error.to_string()))?;
        detail["revision"] = article.revision.into();
        detail["hash"] = hash(&draft).into();
        self.log(session, deed, &format!("article:{}", article.id), detail)?;
        Ok(session.touch(article.id, self.world.now())?)
    }
}

/// SHA-256 as hexadecimal digits.
pub(crate) fn hash(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use model::{AccountState, Duties};

    use super::*;

    fn account(duty: Duty) -> Account {
        Account {
            id: AccountId::from_bits(1),
            name: duty.word().to_owned(),
            called: duty.word().to_owned(),
            duties: Duties::from_iter([duty]),
            editions: vec![Language::KOREAN],
            language: None,
            state: AccountState::Active,
            demo: false,
        }
    }

    /// One letter a deed, in the order of `Deed::ALL`, typed from what the roles are there for.
    #[test]
    fn each_role_may_do_what_it_is_there_for_and_nothing_else() {
        let draft = |language, own| Some(Matter { language, status: Status::Draft, own });
        let public = Some(Matter { language: Language::KOREAN, status: Status::Published, own: true });
        let review = Some(Matter { language: Language::KOREAN, status: Status::InReview, own: true });
        let table = [
            //                                                     begin, read, save, submit, remark, back, schedule, publish,
            //                                                     withdraw, correct, arrange, depict, moderate, manage, configure, inspect
            (Duty::Reporter, draft(Language::ENGLISH, true), "yyyyy------y----"),
            (Duty::Reporter, draft(Language::ENGLISH, false), "y----------y----"),
            (Duty::Reporter, public, "yy--y------y----"),
            (Duty::Reporter, review, "yy--y------y----"),
            (Duty::Translator, draft(Language::KOREAN, false), "yyyyy------y----"),
            (Duty::Translator, draft(Language::ENGLISH, true), "-----------y----"),
            (Duty::Translator, public, "yy--y------y----"),
            (Duty::Translator, review, "yy--y------y----"),
            (Duty::Editor, draft(Language::ENGLISH, false), "yyyyyyyyyyyy----"),
            (Duty::Editor, public, "yyyyyyyyyyyy----"),
            (Duty::Moderator, draft(Language::KOREAN, true), "------------y---"),
            (Duty::Moderator, public, "------------y---"),
            (Duty::Administrator, draft(Language::KOREAN, true), "-------------yyy"),
            (Duty::Administrator, public, "-------------yyy"),
        ];
        for (duty, matter, expected) in table {
            let found: String = Deed::ALL.iter().map(|&deed| if may(&account(duty), deed, matter) { 'y' } else { '-' }).collect();
            assert_eq!(found, expected, "{duty:?} {matter:?}");
        }
    }

    #[test]
    fn nobody_may_do_anything_without_a_duty() {
        let nobody = Account { duties: Duties::default(), ..account(Duty::Editor) };
        let matter = Some(Matter { language: Language::KOREAN, status: Status::Draft, own: true });
        assert!(Deed::ALL.iter().all(|&deed| !may(&nobody, deed, matter)));
    }
}
