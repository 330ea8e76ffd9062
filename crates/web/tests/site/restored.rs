use actions::{Posted, backup, comment, moderate};
use model::{CommentState, Time};
use testkit::{Browser, Kind, on_both_databases};

use crate::paper::{crawl, paper, read, token};

on_both_databases! {
    a_backup_restored_elsewhere_serves_the_same_pages
}

fn a_backup_restored_elsewhere_serves_the_same_pages(kind: Kind) {
    let paper = paper(kind);
    let token = token(&paper.page_of(paper.english[9]));
    for n in 0..5 {
        read(&paper.browser, &token, n);
    }
    let said = Posted { article: paper.english[4], name: "민서", text: "좋은 소식입니다.", visitor: 3 };
    let sent = comment(&paper.site.newsroom, &said).unwrap();
    moderate(&paper.site.newsroom, sent.id, CommentState::Approved).unwrap();
    actions::withdraw(&paper.site.newsroom, paper.english[8]).unwrap();
    actions::correct(&paper.site.newsroom, paper.english[4], model::NoteKind::Correction, "It was the other pier.").unwrap();
    // A related list is kept up to date as articles come and go, and worked out anew after ten minutes.
    paper.site.world.pass(10 * Time::MINUTE);
    let before = crawl(&paper.browser);
    let file = paper.site.place().folder.join("b.tar.zst");
    backup(paper.site.place(), &file).unwrap();
    for into in [Kind::Sqlite, Kind::Postgres] {
        let site = paper.site.restored(into, &file);
        let browser = Browser::open(&site);
        let after = crawl(&browser);
        for (path, sent) in &before {
            assert!(after.get(path) == Some(sent), "{path} differs");
        }
        assert_eq!(after.len(), before.len());
        assert_eq!(browser.get(&site.path(paper.english[8])).status, 410);
        // A page that was open while the site moved is still good there.
        assert_eq!(read(&browser, &token, 77).status, 204);
        assert_eq!(browser.app.readership.views(paper.english[9]), 6);
    }
}
