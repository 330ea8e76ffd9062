//! The words by which a page speaks of itself rather than of the news, in lower case.

/// Buttons, counters and labels: a line of these alone is no part of an article.
const BUTTONS: &[&str] = &[
    "a", "a+", "a-", "aa", "about", "accept", "account", "ad", "ads", "advertise", "advertisement", "advertisements", "agree", "all", "and", "app", "apps", "article",
    "bluesky", "bookmark", "browser", "careers", "click", "close", "comment", "comments", "contact", "cookie", "cookies", "copied", "copy", "decrease", "dislike", "download",
    "e-mail", "e-paper", "email", "facebook", "feedback", "flipboard", "follow", "font", "for", "from", "gift", "google", "help", "home", "in", "increase", "instagram", "kakao", "kakaostory", "kakaotalk", "large", "like",
    "likes", "line", "link", "linkedin", "listen", "live", "loading", "log", "login", "logout", "medium", "menu", "messenger", "more", "mute", "my", "naver", "newsletter",
    "newsletters", "next", "now", "on", "open", "options", "or", "original", "our", "out", "page", "pause", "pinterest", "play", "pocket", "podcast", "popular", "preferences", "previous", "print", "privacy",
    "policy", "recommend", "reddit", "register", "reply", "report", "republish", "reprints", "rss", "save", "saved", "scrap", "search", "send", "settings", "share", "shared", "shares", "sign", "site", "size", "skip",
    "small", "sns", "sponsored", "submit", "subscribe", "subscriber", "subscribers", "subscription", "telegram", "terms", "text", "this", "threads", "to", "toggle", "top", "tts", "tweet",
    "twitter", "unmute", "up", "url", "us", "use", "via", "video", "view", "views", "watch", "whatsapp", "x", "you", "your", "youtube", "with", "min", "mins", "minute", "minutes", "read", "reads", "reading", "translate",
    "navigation", "main", "content", "contents", "sections", "edition", "add", "preferred", "source",
    "가", "가가", "가+", "가-", "공감", "공유", "공유하기", "광고", "구독", "구독하기", "구독중", "글", "글씨", "글자", "글자크기", "글자크기조정", "글씨크기", "글자수", "기사", "기사공유", "기사보기",
    "기사저장", "기사제보", "내용", "네이버", "네이버밴드", "다운로드", "다음", "닫기", "댓글", "댓글쓰기", "댓글보기", "더보기", "들어요", "로그아웃", "로그인", "링크", "링크복사", "마이페이지", "메뉴", "메일", "메일보내기", "목록", "밴드",
    "본문", "본문듣기", "기사듣기", "듣기", "바로가기", "복사", "복사하기", "북마크", "보기", "보내기", "보통", "뷰", "사이즈", "선택", "설정", "스크랩", "스크랩하기", "슬퍼요", "싫어요", "신고", "신고하기", "아주", "알림", "음성", "이메일", "이전", "인쇄", "인쇄하기",
    "인스타그램", "저장", "전체", "전체메뉴", "전체보기", "제보", "제보하기", "조회", "조회수", "좋아요", "주소", "주소복사", "지면", "지면보기", "작게", "크게", "크기", "추천", "추천해요", "카카오", "카카오스토리", "카카오톡", "크기조정", "클린뷰", "텔레그램", "트위터", "팔로우", "페이스북", "페이지", "폰트", "프린트",
    "프린트하기", "확대", "회원가입", "후속기사", "후속기사원해요", "화나요", "훈훈해요", "원문", "기사원문", "요약", "요약보기", "자동요약", "번역", "url복사", "url", "sns공유", "이", "이동", "하기", "등록", "검색", "통합검색", "맨위로", "위로", "첫", "완료", "복사되었습니다", "명", "개", "건", "회", "님", "정기구독", "지면pdf", "pdf", "매우", "본문으로", "메뉴로", "레이어", "언어", "화면", "옵션", "스피커", "재생", "중지", "다크모드", "라이트모드", "기사의", "를", "을",
];

/// Words that open or fill lines of this kind and no line of an article.
const PHRASES: &[&str] = &[
    "skip to ", "quick access to", "direct access to", "back to top", "sign up for", "sign up to", "sign in to", "log in to", "subscribe to ", "subscribe for", "already a subscriber", "get unlimited",
    "we use cookies", "uses cookies", "use of cookies", "cookie policy", "cookie settings", "your privacy choices", "manage preferences", "manage cookies", "by continuing", "by clicking", "by signing up", "you agree to", "terms of service", "terms of use", "terms and conditions",
    "privacy policy", "your inbox", "our newsletter", "newsletter sign", "enable javascript", "your browser", "continues below", "continue reading", "story continues", "article continues", "this article was supported", "support our journalism", "support independent journalism",
    "follow us on", "follow us", "like us on", "join us on", "download our app", "download the app", "get our app", "share this", "email this", "print this", "listen to this", "listen to the article", "hear this", "send us a tip", "got a tip", "have a tip", "contact the reporter", "contact the writer",
    "write to us", "send your letters", "letters to the editor at", "click here", "tap here", "read the full", "view the original", "view original", "opens in new window", "opens in a new", "your email address", "enter your email", "you may unsubscribe", "unsubscribe at any time", "free trial", "gift article", "all fields are required",
    "make us preferred", "preferred source", "add us on google", "audio is generated", "ai-generated summary", "characters remaining", "characters left",
    "본문 바로가기", "본문바로가기", "메뉴 바로가기", "주메뉴", "글자크기", "글자 크기", "글씨크기", "글씨 크기", "폰트 크기", "기사를 공유", "기사 공유", "공유하기", "카카오톡에", "페이스북에", "url을 복사", "url 복사", "주소 복사", "링크 복사", "뉴스레터", "구독하", "구독해", "구독 신청", "구독신청", "앱 다운", "채널 추가", "채널추가", "친구 추가", "친구추가", "홈에서 보기", "첫화면", "네이버에서", "다음에서", "카카오톡:", "카카오톡 :", "제보는", "제보를 기다", "제보하기", "제보하실", "기사제보", "제보전화", "제보 전화",
    "로그인 후", "로그인이 필요", "회원가입", "개인정보", "이용약관", "쿠키를", "쿠키 사용", "동의하는 것으로", "좋아요를", "이 기사를 추천", "기사를 추천", "후원하기", "후원해", "광고문의", "스크롤을 내리", "계속 읽", "음성으로 듣", "기사 듣기", "자동 생성", "자동생성", "섹션 분류", "클릭하시면", "클릭하면", "누르시면", "눌러 주세요", "글자 이내", "자 이내", "0/300", "0/400",
];

/// Titles of boxes that hold links to other articles.
const BOXES: &[&str] = &[
    "related", "related articles", "related article", "related stories", "related story", "related news", "related content", "related topics", "related coverage", "related posts", "related links", "latest", "latest stories", "latest news", "latest articles", "the latest", "most read", "most viewed", "most popular", "most shared", "most commented", "most recent", "popular",
    "popular now", "popular stories", "popular articles", "trending", "trending now", "trending stories", "trending topics", "trending news", "you may also like", "you might also like", "you may like", "recommended", "recommended for you", "recommended stories", "recommended reading", "recommended articles", "more stories", "more news", "more headlines", "top stories", "top news", "must-reads", "must reads", "must read", "must-read", "editors' picks", "editor's picks", "editor's pick", "editors picks", "don't miss",
    "read next", "up next", "what to read next", "read also", "also read", "more to read", "see also", "in case you missed it", "weekly best", "best of the week", "around the web", "from our partners", "from the web", "sponsored content", "paid content", "promoted stories", "promoted content", "partner content", "breaking news", "headlines", "in other news", "more from this section", "more on this story", "more on this topic", "on this story",
    "this week's most read", "what others are reading", "readers also liked", "read this next", "further reading", "suggested reading", "other stories", "news in pictures", "in pictures", "just in", "elsewhere", "our picks", "hot topics",
    "관련기사", "관련뉴스", "관련콘텐츠", "관련이슈", "많이본뉴스", "많이본기사", "가장많이본뉴스", "가장많이본기사", "인기기사", "인기뉴스", "인기글", "최신기사", "최신뉴스", "실시간뉴스", "실시간기사", "실시간인기기사", "실시간인기뉴스", "실시간랭킹", "주요뉴스", "주요기사", "추천기사", "추천뉴스", "추천콘텐츠", "오늘의뉴스", "오늘의주요뉴스", "오늘의추천", "오늘의핫뉴스", "이시각주요뉴스", "이시각인기뉴스", "이시각헤드라인", "이시각핫뉴스", "이시간주요뉴스", "함께볼만한기사", "함께보면좋은기사", "함께본뉴스", "당신이좋아할만한기사",
    "다른기사", "기자의다른기사", "이기자의다른기사", "랭킹뉴스", "뉴스랭킹", "헤드라인", "핫이슈", "핫뉴스", "이슈", "속보", "포토뉴스", "포토", "화제의뉴스", "화제의기사", "지금뜨는뉴스", "지금뜨는기사", "급상승뉴스", "베스트클릭", "주간베스트", "주간인기기사", "섹션별뉴스", "분야별뉴스", "연재기사", "이전기사", "다음기사", "에디터추천", "편집자추천", "놓치지마세요", "놓치면안되는뉴스", "같이읽으면좋은기사", "더읽어보기", "이기사도함께", "주요이슈", "많이본", "최다조회", "댓글많은뉴스", "공감많은뉴스", "기획연재", "파트너스", "관련태그",
];

/// Titles of such boxes are also known by these, wherever in a short line they stand.
const BOX_PARTS: &[&str] = &[
    "most read", "most popular", "most viewed", "you may also", "you might also", "latest stories", "latest news", "best articles", "recommended for you", "related stories", "related articles", "more from ", "more in ", "more on ", "editor's pick", "editors' pick", "must-read", "trending", "popular now", "top stories", "read next", "많이본", "관련기사", "인기기사", "인기뉴스", "주요뉴스", "추천기사", "추천뉴스", "최신기사", "최신뉴스", "다른기사", "랭킹", "실시간", "이시각", "함께볼", "지금뜨는", "핫클릭", "핫뉴스",
];

/// What stands before the title of one other article, in a line of the text.
const ASIDES: &[&str] = &[
    "related:", "read more:", "read also:", "also read:", "see also:", "read next:", "must read:", "must-read:", "don't miss:", "recommended:", "listen:", "related story:", "related article:", "read:", "in pictures:", "more on this:", "more from", "read more about", "read more on", "관련기사:", "관련기사 :", "관련기사=", "[관련기사]", "<관련기사>", "(관련기사", "관련 기사:", "관련 기사 :", "[관련 기사]", "함께 읽기", "[함께 읽기]", "더 읽기", "☞", "▶관련", "[더보기]",
];

/// Titles of the part where readers write.
const COMMENTS: &[&str] = &[
    "comments", "comment", "leave a comment", "leave a reply", "post a comment", "add a comment", "join the conversation", "join the discussion", "readers' comments", "reader comments", "view comments", "show comments", "comments policy", "commenting policy", "what do you think", "discussion", "conversation", "responses", "sort by", "your comment", "write a comment", "댓글", "전체댓글", "댓글쓰기", "독자의견", "의견", "의견쓰기", "댓글달기", "댓글남기기", "기사댓글", "이기사의댓글", "네티즌의견", "댓글보기", "독자댓글", "한줄의견", "100자평", "댓글입력", "댓글작성", "댓글정책", "댓글운영정책",
];

/// Notices of rights, and the imprint that stands below them.
const RIGHTS: &[&str] = &[
    "all rights reserved", "copyright ©", "copyright (c)", "copyright ⓒ", "copyrights ©", "copyrights ⓒ", "copyright by", "may not be published, broadcast", "may not be reproduced", "reproduction prohibited", "unauthorized reproduction", "무단전재", "무단 전재", "무단복제", "무단 복제", "재배포 금지", "재배포금지", "저작권자", "저작권은", "등록번호", "발행인", "편집인", "청소년보호", "사업자등록", "통신판매", "대표전화", "제호 :", "제호:",
];

/// The words of a line in lower case, without digits and marks at their ends.
fn bare_words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '|' | '·' | ',' | '(' | ')' | '[' | ']' | ':' | '>' | '+' | '…' | '“' | '”'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic() && !matches!(c, '+' | '-')).to_lowercase())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect()
}

/// A line without spaces, digits and marks around its words, for comparing titles.
fn closed(text: &str) -> String {
    text.to_lowercase().replace('’', "'").chars().filter(|c| c.is_alphabetic() || *c == '\'').collect()
}

fn spaced(text: &str) -> String {
    let lower = text.to_lowercase().replace('’', "'");
    lower.trim_matches(|c: char| !c.is_alphabetic()).to_owned()
}

/// Buttons, counters, numbers, dividers.
pub(super) fn is_button(text: &str) -> bool {
    let words = bare_words(text);
    if words.is_empty() {
        return true;
    }
    words.len() <= 14 && words.iter().all(|word| BUTTONS.contains(&word.as_str()))
}

/// A notice to the reader: consent, newsletters, how to subscribe or to write. An article may use
/// one such phrase in passing, so that a longer line must have two.
pub(super) fn is_notice(text: &str, units: usize) -> bool {
    if units > 500 {
        return false;
    }
    let lower = text.to_lowercase();
    PHRASES.iter().filter(|phrase| lower.contains(**phrase)).count() >= if units > 110 { 2 } else { 1 }
}

pub(super) fn is_box(text: &str, units: usize) -> bool {
    if units > 60 || text.ends_with(['.', '”', '"']) {
        return false;
    }
    let spaced = spaced(text);
    let closed = closed(text);
    BOXES.iter().any(|name| *name == spaced || (super::line::has_hangul(name) && *name == closed))
        || (units <= 44
            && BOX_PARTS.iter().any(|part| {
                if super::line::has_hangul(part) { closed.contains(part) && units <= 36 } else { spaced.starts_with(part) || (spaced.ends_with(part) && spaced.split(' ').count() <= 5) }
            }))
}

pub(super) fn is_aside(text: &str) -> bool {
    let lower = text.to_lowercase();
    ASIDES.iter().any(|open| lower.starts_with(open))
}

pub(super) fn opens_comments(text: &str, units: usize) -> bool {
    if units > 40 {
        return false;
    }
    let (spaced, closed) = (spaced(text), closed(text));
    COMMENTS.iter().any(|name| *name == spaced || (super::line::has_hangul(name) && *name == closed))
}

pub(super) fn claims_rights(text: &str) -> bool {
    if text.len() > 900 {
        return false;
    }
    let lower = text.to_lowercase();
    RIGHTS.iter().any(|part| lower.contains(part)) || lower.starts_with("copyright") || (lower.starts_with('©') && lower.contains("20"))
}

/// Titles of sections as papers name them.
const SECTIONS: &[&str] = &[
    "news", "politics", "business", "economy", "world", "asia", "europe", "africa", "americas", "middle east", "national", "international", "local", "society", "sports", "sport", "opinion", "culture", "arts", "entertainment", "lifestyle", "life", "style", "tech", "technology", "science", "health", "environment", "climate", "education", "travel", "food", "money", "markets", "finance", "real estate", "metro", "editorial", "editorials", "column", "columns", "features", "debate", "shipping", "energy", "books", "film", "music", "weather", "us", "uk", "korea", "north korea", "defense", "diplomacy", "people", "k-pop", "autos", "정치", "경제", "사회", "국제", "문화", "스포츠", "연예", "오피니언", "사설", "칼럼", "생활", "it", "과학", "지역", "전국", "세계", "산업", "증권", "금융", "부동산", "교육", "환경", "건강", "북한", "외교", "국방", "사람들", "피플", "여행", "책", "만평", "기획", "특집", "라이프", "it·과학", "it/과학", "생활/문화", "사설·칼럼", "문화·연예",
];

/// Whether this is what a section is called.
pub(super) fn is_section(text: &str) -> bool {
    SECTIONS.contains(&text.to_lowercase().as_str())
}
