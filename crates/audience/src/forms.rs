use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use crate::constants::SHORTEST_AGENT;

/// A user agent longer than this is judged by its beginning; no browser needs as much.
const LONGEST: usize = 1_024;

/// A browser of people says what draws its pages, what it runs on or who made the machine, if only
/// by pretending to be another one. A program that names itself alone is a library, a tool or a
/// service.
const MARKS: [&str; 4] = [
    // What draws pages.
    r"^(?:mozilla|opera)/\d|applewebkit|gecko|msie|trident|presto|opera/\d|netfront|up\.(?:browser|link)|obigo|ucweb|(?:uc|qq) ?browser|quicktime/|googleapp/|^\[fb|^lynx/|^e?links|^w3m/|^dillo/|netsurf/|^ncsa.?mosaic",
    // What it runs on.
    r"android|iphone|ipad|ios[ /]|\b(?:tv|watch)os\b|darwin/|mac os|windows (?:nt|phone|ce|mobile|\d\.|9[58]\b|me\b|2000\b)|symbian|webos|tizen|bada/|kaios|amiga|morphos|x11;|dalvik|midp|cldc",
    // What stands beside the television set.
    r"appletv|roku|crkey|playstation|nintendo|hbbtv|smart-?tv",
    // Who made the telephone: many old ones name it first, and nothing else that can be known.
    r"blackberry|^(?:alcatel|docomo|htc|huawei|j-phone|kddi|motorola|nokia|panasonic|philips|sagem|samsung|sanyo|sharp|softbank|sonyericsson|vodafone|zte)(?:[-/ ]|\w*\d)|^(?:lge?|mot|sec|sie)-",
];

/// What stands after “Mozilla/5.0” in browsers that draw pages: an engine, or the system it runs on.
const ENGINES: &str = r"(?i)applewebkit/|gecko|msie|trident|presto/|khtml|netfront|konqueror|iemobile|opera|dolfin|up\.browser|android|iphone|ipad|windows|macintosh|x11|linux|playstation|nintendo|symbian|s60|series60|amiga|cldc|midp|webtv|os/2|beos|sunos|bsd|haiku|serenityos|risc ?os|blackberry|tizen|webos|web0s|bb10|vita|charon|ucweb";

/// Phrases of people's browsers that would be taken for a robot's.
const PEOPLE: &str = r"(?i)cubot|google pixel|googleapp/|googlewv/|channel/google|google/google|android/google|by google|\[fb[^\]]*\]?|;fbcr/[^;\]]*|daumapps|daumdevice|\bcustom[-a-z]*|embeddedwb[^;)]*|like gecko (?:version|mobile|chrome|safari)/";

/// What robots call themselves or what they do, and what nobody reads a newspaper with.
const WORDS: [&str; 13] = [
    r"bots?\b|bot[-_\d]|robot|crawl|spider|scrap(?:e|er|ing|y)|slurp|daumoa|yeti/\d",
    r"headless|phantomjs|selenium|webdriver|playwright|puppeteer|cypress/|electron-?fetch|pageburst|prerender|\brendertron",
    r"lighthouse|pagespeed|synthetic|monitor|uptime|watcher|observatory|ptst/|gtmetrix|dareboost|rigor\b|datadog|new ?relic|gomez|catchpoint|pingdom|nagios|statuscake|dejaclick|thousandeyes",
    r"scann?(?:er|ing)\b|scan(?:\b|s\b|/)|check(?:er|ing)?\b|verif(?:y|ier)\b|validat|audit|inspect|insights?\b|analy[sz]er|classif|detector|devtools|\bprobe\b|pentest|exploit|fuzz",
    r"fetch|preview|thumbnail|screenshot|snapshot|capture|archiv|indexer|harvest|download(?:er|ing)|collector|extractor|webcopy|linkfinder|grabber|getter\b|unfurl",
    r"\bagent\b|[a-z]agent(?:/|$)|optimi[sz]er|prefetch|\bproxy\b|compatible; *\)",
    r"nikto|acunetix|nessus|openvas|sqlmap|\bnmap|nuclei|zgrab|masscan|zmeu|hydra\b",
    r"\(select\b|union select|sleep\(|<\?|\.\./|\$\{|%00|jndi:",
    r"subscriber|feed(?:s|er|ly|bin|burner)?\b|\brss|newsblur|newsnow|\breadkit/|\breeder/|theoldreader|inoreader|sitemap|\bseo\b|research",
    r"\bcurl\b|wget|libwww-perl|\blwp\b|urllib|http-?client|okhttp|python-|\bjava/\d|guzzle|node-fetch|axios|\bgo-http|undici|faraday|aiohttp|httpx",
    r"googleweblight|googlemessages|duplexweb-google|-google\b|google[- ](?:favicon|search console|ads|site|read|docs|web)|yahoo!|yahoo[-_ ](?:mm|blogs|test|pipes)",
    // Browsers say “(KHTML, like Gecko)” and nothing more in these brackets, and they begin with it.
    r"like gecko; [a-z]|like gecko [a-z]|\) splash version/",
    r"^[^/()]{0,40}[,|] ?mozilla/|transcoder|\bdaum[ /]\d",
];

/// Where somebody can be asked about the program: an address or a site. People's browsers have none.
const CONTACT: &str = r"(?i)https?:|www\.|[\w.-]+(?:@|\(at\)|\[at\])[\w-]*[a-z][\w-]*\.[a-z]";

/// A site's name.
const SITE: &str = r"(?i)\b[a-z][\w-]*(?:\.[\w-]+)*\.(?:com|net|org|io|co|ai|app|me|eu|de|fr|ch|nl|ua|gy|ly|html)\b";

/// Where apps turn such names round (`com.example.app`, `fr.example.app`), they are people's.
const ROUND: &str = r"(?i)^(?:com|org|net|app|air|[a-z]{2})\.";

/// On a telephone, the app of a site may name itself after it: `example.com/4.2`.
const TELEPHONE: &str = r"(?i)android|iphone|ipad|\bios\b|cfnetwork/";

struct Forms {
    marks: RegexSet,
    engines: Regex,
    people: Regex,
    words: RegexSet,
    contact: Regex,
    site: Regex,
    round: Regex,
    telephone: Regex,
}

/// The forms, unless one cannot be compiled, which a test rules out.
static COMPILED: LazyLock<Option<Forms>> = LazyLock::new(|| {
    Some(Forms {
        marks: RegexSet::new(MARKS.map(|marks| format!("(?i){marks}"))).ok()?,
        engines: Regex::new(ENGINES).ok()?,
        people: Regex::new(PEOPLE).ok()?,
        words: RegexSet::new(WORDS.map(|words| format!("(?i){words}"))).ok()?,
        contact: Regex::new(CONTACT).ok()?,
        site: Regex::new(SITE).ok()?,
        round: Regex::new(ROUND).ok()?,
        telephone: Regex::new(TELEPHONE).ok()?,
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
    forms.words.is_match(&rest) || forms.contact.is_match(&rest) || forms.names_a_site(&rest)
}

fn is_mozilla(user_agent: &str) -> bool {
    user_agent.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("mozilla/"))
}

impl Forms {
    fn names_a_site(&self, user_agent: &str) -> bool {
        let telephone = self.telephone.is_match(user_agent);
        self.site.find_iter(user_agent).any(|site| {
            let (before, after) = (&user_agent[..site.start()], &user_agent[site.end()..]);
            let app = telephone && after.strip_prefix('/').is_some_and(|after| after.starts_with(|first: char| first.is_ascii_digit()));
            !app && !before.ends_with('.') && !after.starts_with(['.', '-']) && !self.round.is_match(site.as_str())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_compile() {
        assert!(COMPILED.is_some());
    }
}
