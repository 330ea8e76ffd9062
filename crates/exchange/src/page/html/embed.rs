use model::Provider;
use url::Url;

/// The provider and the public page of an embedded player or post, if it is one we know.
pub(crate) fn known(url: &Url) -> Option<(Provider, String)> {
    let host = url.host_str()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(&host);
    let segments: Vec<&str> = url.path_segments()?.filter(|segment| !segment.is_empty()).collect();
    let query = |wanted: &str| url.query_pairs().find(|(key, _)| key == wanted).map(|(_, value)| value.into_owned());
    let embed = |provider, address: String| Some((provider, address));
    match (host, segments.as_slice()) {
        ("youtube.com" | "youtube-nocookie.com", ["embed" | "v" | "shorts" | "live", id, ..]) if *id != "videoseries" => {
            embed(Provider::Youtube, format!("https://www.youtube.com/watch?v={}", word(id)?))
        }
        ("youtube.com", ["watch"]) => embed(Provider::Youtube, format!("https://www.youtube.com/watch?v={}", word(&query("v")?)?)),
        ("youtube.com" | "youtube-nocookie.com", ["embed", "videoseries"] | ["playlist"]) => {
            embed(Provider::Youtube, format!("https://www.youtube.com/playlist?list={}", word(&query("list")?)?))
        }
        ("youtu.be", [id]) => embed(Provider::Youtube, format!("https://www.youtube.com/watch?v={}", word(id)?)),
        ("player.vimeo.com", ["video", id, ..]) | ("vimeo.com", [id]) if number(id) => embed(Provider::Vimeo, format!("https://vimeo.com/{id}")),
        ("twitter.com" | "x.com" | "mobile.twitter.com", [user, "status" | "statuses", id, ..]) if number(id) => {
            embed(Provider::X, format!("https://x.com/{}/status/{id}", word(user)?))
        }
        ("platform.twitter.com", ["embed", ..]) => embed(Provider::X, format!("https://x.com/i/status/{}", query("id").filter(|id| number(id))?)),
        ("instagram.com" | "instagr.am", [kind @ ("p" | "reel" | "tv"), id, ..]) => {
            embed(Provider::Instagram, format!("https://www.instagram.com/{kind}/{}/", word(id)?))
        }
        ("facebook.com", ["plugins", ..]) => {
            let inner = Url::parse(&query("href")?).ok()?;
            let ours = inner.host_str().is_some_and(|host| host == "facebook.com" || host.ends_with(".facebook.com"));
            ours.then(|| (Provider::Facebook, secure(&inner)))
        }
        ("facebook.com", [_, "posts" | "videos" | "photos", ..]) => embed(Provider::Facebook, secure(url)),
        ("tiktok.com", [user, "video", id, ..]) if number(id) => embed(Provider::Tiktok, format!("https://www.tiktok.com/{user}/video/{id}")),
        ("tiktok.com", ["embed", .., id]) if number(id) => embed(Provider::Tiktok, format!("https://www.tiktok.com/@/video/{id}")),
        ("w.soundcloud.com", ["player"]) => {
            let inner = Url::parse(&query("url")?).ok()?;
            let ours = inner.host_str().is_some_and(|host| host == "soundcloud.com" || host.ends_with(".soundcloud.com"));
            ours.then(|| (Provider::Soundcloud, secure(&inner)))
        }
        ("open.spotify.com", ["embed" | "embed-podcast", kind, id, ..]) => {
            embed(Provider::Spotify, format!("https://open.spotify.com/{}/{}", word(kind)?, word(id)?))
        }
        ("tv.naver.com", ["embed" | "v", id, ..]) if number(id) => embed(Provider::NaverTv, format!("https://tv.naver.com/v/{id}")),
        ("tv.kakao.com", ["embed", "player", "cliplink", id, ..] | ["v", id] | ["channel", _, "cliplink", id, ..]) if number(id) => {
            embed(Provider::KakaoTv, format!("https://tv.kakao.com/v/{id}"))
        }
        ("dailymotion.com", ["embed", "video", id, ..] | ["video", id, ..]) => {
            embed(Provider::Dailymotion, format!("https://www.dailymotion.com/video/{}", word(id)?))
        }
        ("geo.dailymotion.com", _) => embed(Provider::Dailymotion, format!("https://www.dailymotion.com/video/{}", word(&query("video")?)?)),
        ("reddit.com" | "redditmedia.com" | "embed.reddit.com", ["r", sub, "comments", id, ..]) => {
            embed(Provider::Reddit, format!("https://www.reddit.com/r/{}/comments/{}/", word(sub)?, word(id)?))
        }
        ("bsky.app", ["profile", user, "post", id, ..]) => embed(Provider::Bluesky, format!("https://bsky.app/profile/{user}/post/{}", word(id)?)),
        ("embed.bsky.app", ["embed", user, "app.bsky.feed.post", id, ..]) => {
            embed(Provider::Bluesky, format!("https://bsky.app/profile/{user}/post/{}", word(id)?))
        }
        (_, [user, id, "embed"]) if user.starts_with('@') && number(id) => {
            embed(Provider::Mastodon, format!("https://{}/{user}/{id}", url.host_str()?))
        }
        ("google.com" | "maps.google.com", ["maps", ..]) => embed(Provider::Googlemaps, secure(url)),
        _ => None,
    }
}

/// An id as providers write them.
fn word(id: &str) -> Option<&str> {
    (!id.is_empty() && id.len() <= 80 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))).then_some(id)
}

fn number(id: &str) -> bool {
    !id.is_empty() && id.len() <= 25 && id.bytes().all(|byte| byte.is_ascii_digit())
}

fn secure(url: &Url) -> String {
    let address = String::from(url.clone());
    address.strip_prefix("http://").map_or_else(|| address.clone(), |rest| format!("https://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_lead_to_their_public_pages() {
        let cases = [
            ("http://www.youtube.com/embed/abc_DEF-123?rel=0", "https://www.youtube.com/watch?v=abc_DEF-123"),
            ("https://player.vimeo.com/video/1234?h=1", "https://vimeo.com/1234"),
            ("https://twitter.com/someone/status/99?ref_src=x", "https://x.com/someone/status/99"),
            ("https://www.instagram.com/p/Bx_1/embed/", "https://www.instagram.com/p/Bx_1/"),
            ("https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1", "https://www.facebook.com/a/posts/1"),
            ("https://tv.naver.com/embed/12345", "https://tv.naver.com/v/12345"),
            ("https://mastodon.example/@a/109/embed", "https://mastodon.example/@a/109"),
        ];
        for (player, page) in cases {
            assert_eq!(known(&Url::parse(player).unwrap()).unwrap().1, page);
        }
    }

    #[test]
    fn an_unknown_frame_or_a_forged_id_is_no_embed() {
        for address in [
            "https://ads.example/frame",
            "https://www.youtube.com/embed/%22%3E",
            "https://www.facebook.com/plugins/post.php?href=https://evil.example/",
            "https://www.facebook.com/tr?id=1",
        ] {
            assert_eq!(known(&Url::parse(address).unwrap()), None, "{address}");
        }
    }
}
