use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use crate::constants::SHORTEST_AGENT;

/// A user agent longer than this is judged by its beginning; no browser needs as much.
const LONGEST: usize = 1_024;

/// A browser of people says what it runs on or what draws its pages, if only by pretending to be
/// another one. A program that names itself alone is a library, a tool or a service.
const MARKS: &str = r"(?i)^(?:mozilla|opera)/\d|applewebkit|gecko|android|iphone|ipad|ios[ /]|appletv|dalvik|midp|cldc|up\.browser|ucweb|amiga|morphos|darwin/|^lynx/|^e?links|^w3m/|^dillo/|netsurf/|windows nt|windows phone|symbian|mac os|webos|tizen|bada/|kaios|roku|crkey|netfront|blackberry|playstation|nintendo|msie|trident|presto|x11;|^\[fb|quicktime/|googleapp/";

/// What stands after “Mozilla/5.0” in browsers that draw pages: an engine, or the system it runs on.
const ENGINES: &str = r"(?i)applewebkit/|gecko|msie|trident|presto/|khtml|netfront|konqueror|iemobile|opera|dolfin|up\.browser|android|iphone|ipad|windows|macintosh|x11|linux|playstation|nintendo|symbian|s60|series60|amiga|cldc|midp|webtv|os/2|beos|sunos|freebsd|haiku|risc ?os|blackberry|tizen|webos|web0s|bb10|vita|charon|ucweb";

/// Phrases of people's browsers that would be taken for a robot's.
const PEOPLE: &str = r"(?i)cubot|google pixel|googleapp/|googlewv/|channel/google|google/google|android/google|by google|\[fb[^\]]*\]?|;fbcr/[^;\]]*|daumapps|daumdevice|\bcustom[-a-z]*";

/// What robots call themselves or what they do, and what nobody reads a newspaper with.
const WORDS: [&str; 13] = [
    r"bots?\b|bot[-_\d]|robot|crawl|spider|scrap(?:e|er|ing|y)|slurp|daumoa|yeti/\d",
    r"headless|phantomjs|selenium|webdriver|playwright|puppeteer|cypress/|electron-?fetch|pageburst|prerender|\brendertron",
    r"lighthouse|pagespeed|synthetic|monitor|uptime|watcher|observatory|ptst/|gtmetrix|dareboost|rigor\b|datadog|new ?relic|gomez|catchpoint|pingdom|nagios|statuscake|dejaclick|thousandeyes",
    r"scann?(?:er|ing)\b|scan(?:\b|s\b|/)|check(?:er|ing)?\b|verif(?:y|ier)\b|validat|audit|inspect|insights?\b|analy[sz]er|classif|detector",
    r"fetch|preview|thumbnail|screenshot|snapshot|capture|archiv|indexer|harvest|download(?:er|ing)|collector|extractor|webcopy|linkfinder",
    r"\bagent\b|[a-z]agent(?:/|$)|optimi[sz]er|prefetch|\bproxy\b|compatible; *\)",
    r"nikto|acunetix|nessus|openvas|sqlmap|\bnmap|nuclei|zgrab|masscan|zmeu|hydra\b",
    r"select\b.*\(|union select|sleep\(|<\?|\.\./|\$\{|%00|jndi:",
    r"subscriber|feed(?:s|er|ly|bin|burner)?\b|\brss|newsblur|newsnow|\breadkit/|\breeder/|theoldreader|inoreader|sitemap|\bseo\b|research",
    r"\bcurl\b|wget|libwww-perl|\blwp\b|urllib|http-?client|okhttp|python-|\bjava/|guzzle|node-fetch|axios|\bgo-http|undici|faraday|aiohttp|httpx",
    r"googleweblight|googlemessages|duplexweb-google|-google\b|google[- ](?:favicon|search console|ads|site|read|docs|web)|yahoo!|yahoo[-_ ](?:mm|blogs|test|pipes)",
    // Browsers say “(KHTML, like Gecko)” and nothing more in these brackets, and they begin with it.
    r"like gecko; [a-z]|like gecko [a-z]|\) splash version/",
    r"^[^/()]{0,40}[,|] ?mozilla/|transcoder|\bdaum[ /]\d",
];

/// Where somebody can be asked about the program: an address or a site. People's browsers have none.
const CONTACT: &str = r"(?i)https?:|www\.|[\w.-]+(?:@|\(at\)|\[at\])[\w-]*[a-z][\w-]*\.[a-z]";

/// A site's name.
const SITE: &str = r"(?i)\b([a-z][\w-]*)(?:\.[\w-]+)*\.(?:com|net|org|io|co|ai|app|me|eu|de|fr|ch|nl|ua|gy|ly|html)\b";

/// Where apps turn such names round (`com.example.app`), they are people's.
const ROUND: &[&str] = &["com", "org", "net", "kr", "jp", "cn", "tw", "de", "io", "co", "me", "app", "air"];

struct Forms {
    marks: Regex,
    engines: Regex,
    people: Regex,
    words: RegexSet,
    contact: Regex,
    site: Regex,
}

/// The forms, unless one cannot be compiled, which a test rules out.
static COMPILED: LazyLock<Option<Forms>> = LazyLock::new(|| {
    Some(Forms {
        marks: Regex::new(MARKS).ok()?,
        engines: Regex::new(ENGINES).ok()?,
        people: Regex::new(PEOPLE).ok()?,
        words: RegexSet::new(WORDS.map(|words| format!("(?i){words}"))).ok()?,
        contact: Regex::new(CONTACT).ok()?,
        site: Regex::new(SITE).ok()?,
    })
});

/// The part of a user agent that is judged.
pub(crate) fn within(user_agent: &str) -> &str {
    let user_agent = user_agent.trim();
    &user_agent[..user_agent.floor_char_boundary(LONGEST)]
}

/// Whether a user agent has a form that browsers of people do not have.
pub(crate) fn robot(user_agent: &str) -> bool {
    let Some(forms) = &*COMPILED else { return false };
    let bare = is_mozilla(user_agent) && !forms.engines.is_match(user_agent);
    if user_agent.chars().count() < SHORTEST_AGENT || !forms.marks.is_match(user_agent) || bare {
        return true;
    }
    let rest = forms.people.replace_all(user_agent, " ");
    forms.words.is_match(&rest) || forms.contact.is_match(&rest) || names_a_site(&forms.site, &rest)
}

fn is_mozilla(user_agent: &str) -> bool {
    user_agent.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("mozilla/"))
}

fn names_a_site(site: &Regex, user_agent: &str) -> bool {
    site.captures_iter(user_agent).any(|found| {
        let (Some(whole), Some(first)) = (found.get(0), found.get(1)) else { return false };
        let goes_on = user_agent[whole.end()..].starts_with(['.', '-']);
        let inside = user_agent[..whole.start()].ends_with('.');
        !goes_on && !inside && !ROUND.contains(&first.as_str().to_ascii_lowercase().as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_compile() {
        assert!(COMPILED.is_some());
    }
}
