use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{ArticleId, World};
use store::{Database, Store, StoreError};

use crate::{Actor, Deed, Media};

/// Where a site is: its folder, and its database if that is elsewhere.
#[derive(Debug, Clone)]
pub struct SitePlace {
    /// The site's folder.
    pub folder: PathBuf,
    /// A `postgres://` address; without one, SQLite files in the folder.
    pub database: Option<String>,
    /// The folder for pictures; without one, `media` in the site's folder.
    pub media: Option<PathBuf>,
}

impl SitePlace {
    /// A site that is all in one folder.
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), database: None, media: None }
    }

    /// The database.
    pub fn database(&self) -> Database {
        match &self.database {
            Some(address) => Database::Postgres(address.clone()),
            None => Database::Folder(self.folder.clone()),
        }
    }

    /// The folder for pictures.
    pub fn media(&self) -> Media {
        Media::new(self.media.clone().unwrap_or_else(|| self.folder.join("media")))
    }

    /// The folder of the site's own templates and assets.
    pub fn theme(&self) -> PathBuf {
        self.folder.join("theme")
    }

    /// The folder for backups that are written before an older site is brought up to date.
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }
}

/// What every action needs: what is kept, where pictures are, the hour, and who acts. Whoever opens a site by the command
/// line may do everything; a server acts as nobody until somebody is signed in.
#[derive(Clone)]
pub struct Newsroom {
    /// What is kept.
    pub store: Store,
    /// Where pictures are.
    pub media: Media,
    /// The hour and chance.
    pub world: Arc<dyn World>,
    /// Who acts.
    pub actor: Actor,
}

impl std::fmt::Debug for Newsroom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Newsroom").field("store", &self.store).field("media", &self.media).finish_non_exhaustive()
    }
}

impl Newsroom {
    /// Opens a site whose data is of this program's version.
    pub fn open(place: &SitePlace, world: Arc<dyn World>) -> Result<Self, ActionError> {
        if !place.folder.is_dir() && place.database.is_none() {
            return Err(StoreError::Missing(place.folder.display().to_string()).into());
        }
        Ok(Self { store: Store::open(&place.database())?, media: place.media(), world, actor: Actor::Console })
    }

    /// Opens a site for serving. One of an older version is brought up to date after a backup was
    /// written; the backup's path is then the second of the pair.
    pub fn open_and_migrate(place: &SitePlace, world: Arc<dyn World>) -> Result<(Self, Option<PathBuf>), ActionError> {
        let store = Store::unchecked(&place.database())?;
        let mut written = None;
        if store.is_older()? {
            let file = place.backups().join(format!("before-update-{}.tar.zst", world.now().rfc3339().replace(':', "")));
            std::fs::create_dir_all(place.backups()).map_err(|error| ActionError::file(&place.backups(), &error))?;
            crate::backup::write(&store, place, &file)?;
            store.migrate()?;
            written = Some(file);
        }
        Ok((Self { store, media: place.media(), world, actor: Actor::Console }, written))
    }
}

/// Why an action did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// The store's word.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What was asked for is not there.
    #[error("{0}")]
    Missing(String),
    /// It may not happen now; the sentence says why and what to do.
    #[error("{0}")]
    Refused(String),
    /// Whoever acts may not do this.
    #[error("your role does not allow that")]
    Forbidden(Deed),
    /// Something that was filled in is not right.
    #[error("{why}")]
    Field {
        /// The field of the form.
        field: String,
        /// What is wrong with it, and what is right.
        why: String,
    },
    /// A file could not be read or written.
    #[error("{0}")]
    File(String),
}

impl ActionError {
    pub(crate) fn field(field: impl Into<String>, why: impl Into<String>) -> Self {
        ActionError::Field { field: field.into(), why: why.into() }
    }

    pub(crate) fn no_article(id: ArticleId) -> Self {
        ActionError::Missing(format!("there is no article {id}; the API's list of articles shows the ids that there are"))
    }

    pub(crate) fn file(path: &Path, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            return ActionError::Store(StoreError::Full);
        }
        ActionError::File(format!("{}: {error}", path.display()))
    }
}
