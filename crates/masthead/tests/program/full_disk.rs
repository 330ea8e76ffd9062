//! A disk without room, which is a small one of the test's own.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::Command;

use crate::program::Site;
use crate::reader::Reader;

/// Set where the test runs for itself, in a namespace in which it may mount.
const WITHIN: &str = "MASTHEAD_TEST_OWN_DISK";
/// The test's name, for the program of the tests.
const NAME: &str = "full_disk::views_are_refused_on_a_full_disk_and_pages_are_not";

#[test]
fn views_are_refused_on_a_full_disk_and_pages_are_not() {
    if let Some(folder) = std::env::var_os(WITHIN) {
        return fill(Path::new(&folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let unshare = || {
        let mut command = Command::new("unshare");
        command.args(if rustix::process::getuid().is_root() { &["--mount"][..] } else { &["--user", "--map-root-user", "--mount"][..] });
        command
    };
    let tried = unshare().args(["mount", "-t", "tmpfs", "tmpfs"]).arg(folder.path()).output();
    if !tried.as_ref().is_ok_and(|tried| tried.status.success()) {
        eprintln!("skipped: nobody may mount a disk of their own here ({tried:?})");
        return;
    }
    let test = std::env::current_exe().unwrap();
    let ended = unshare().arg(test).args([NAME, "--exact", "--nocapture"]).env(WITHIN, folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success() && said.contains("1 passed"), "{said}\n{}", String::from_utf8_lossy(&ended.stderr));
}

fn fill(folder: &Path) {
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"]).arg(folder).status().unwrap();
    assert!(mounted.success());
    let site = Site::new(folder);
    let server = site.serve(&[]);
    let mut reader = Reader::plain(&server);
    let own = reader.origin.clone();
    let tokens: Vec<_> = site.articles.iter().map(|article| reader.token(article)).collect();
    let views = |site: &Site| site.articles.iter().map(|article| site.views(article)).collect::<Vec<_>>();
    for number in 1..4 {
        assert_eq!(reader.report(&tokens[0], number, &own).status, 204);
    }

    let ballast = folder.join("ballast");
    take_all_room(&ballast);
    for number in 4..8 {
        assert_eq!(reader.report(&tokens[0], number, &own).status, 503, "there is no room for reader {number}");
        assert_eq!(reader.report(&tokens[1], number, &own).status, 503, "there is no room for reader {number}");
    }
    // These were not asked for before, so that they are drawn now.
    for path in ["/", "/latest", "/about", "/feed.xml", "/sitemap.xml", "/readyz"] {
        assert_eq!(reader.get(path).status, 200, "{path}");
    }
    let withdrawn = site.run(&["withdraw", &site.articles[1]]);
    let said = String::from_utf8_lossy(&withdrawn.stderr);
    assert!(withdrawn.status.code() == Some(2) && said.contains("no room left on the disk"), "{said}");
    assert_eq!(views(&site), [3, 0]);

    std::fs::remove_file(&ballast).unwrap();
    // Some of those who were refused try again, one of them twice, and others come.
    for number in [4, 5, 5, 8] {
        assert_eq!(reader.report(&tokens[0], number, &own).status, 204, "there is room again for reader {number}");
    }
    assert_eq!(reader.report(&tokens[1], 7, &own).status, 204);
    assert_eq!(views(&site), [6, 1]);
    assert!(server.stop().success());
    assert_eq!(views(&site), [6, 1]);
}

/// Writes into a file until not a byte more can be written.
fn take_all_room(file: &Path) {
    let mut ballast = File::create(file).unwrap();
    let zeros = [0; 4096];
    let full = loop {
        if let Err(error) = ballast.write_all(&zeros) {
            break error;
        }
    };
    assert_eq!(full.kind(), ErrorKind::StorageFull);
    assert_eq!(rustix::fs::statvfs(file).unwrap().f_bfree, 0);
}
