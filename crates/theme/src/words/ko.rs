use super::{RuleWords, Said, StaticWords, Words};

pub(super) const WORDS: Words = Words {
    skip_contents: "본문 바로가기",
    skip_sections: "섹션 바로가기",
    skip_footer: "하단 바로가기",
    sections: "섹션",
    editions: "언어판",
    edition: "{language}판",
    front_page: "첫 화면",
    to_top: "맨 위로",
    about_publication: "발행 정보",
    feed: "피드",
    by_before: "",
    by_after: " 기자",
    published: "입력",
    updated: "수정",
    views: "조회",
    comments: "댓글",
    photo: "사진",
    corrections: "바로잡습니다",
    topics: "주제",
    original_elsewhere: "원문은 다른 곳에 실렸습니다:",
    about_author: "필자 소개",
    more_stories: "더 많은 기사",
    top_stories: "주요 기사",
    all_latest: "최신 기사 모두 보기",
    all_of_section: "{section} 더 보기",
    newer: "이후 기사",
    older: "이전 기사",
    pages: "페이지",
    topic: "주제",
    author: "필자",
    stories_by: "기사",
    nothing_yet: "아직 실린 기사가 없습니다. 다른 지면의 기사를 읽어 보시기 바랍니다.",
    listing_description: "{publication} {heading} 기사를 최신순으로 봅니다. 지금 맨 위: {newest}",
    nothing_yet_front: "이 언어판은 아직 첫 기사를 싣지 않았습니다. 곧 다시 찾아 주시거나, 피드로 소식을 받아 보시기 바랍니다.",
    worth_reading: "대신 읽어 볼 만한 기사",

    list_latest: "최신 기사",
    list_weekly_best: "주간 베스트",
    list_related: "함께 읽을 기사",
    list_popular_now: "지금 많이 읽는 기사",
    list_must_reads: "꼭 읽을 기사",

    role_reporter: "기자",
    role_translator: "번역",
    role_editor: "편집",
    role_photographer: "사진",

    comment_heading: "댓글",
    comment_none: "아직 댓글이 없습니다.",
    comment_write: "댓글 쓰기",
    comment_name: "이름",
    comment_text: "댓글",
    comment_send: "보내기",
    comment_house_rule: "편집자가 읽은 뒤에 실립니다. 이름과 글, 시각만 보관합니다.",
    comment_leave_empty: "비워 두십시오",
    comment_at_most: "최대 {n}자까지 쓸 수 있습니다.",
    comment_left: "{n}자 남음",
    comment_over: "{n}자 넘침",
    comment_held: "고맙습니다. 편집자가 읽은 뒤에 댓글이 실립니다.",
    comment_thanks: "고맙습니다. 댓글이 아래에 실렸습니다.",
    comment_too_long: "댓글이 {n}자입니다. {most}자까지 쓸 수 있으니 조금 줄여 주십시오.",
    comment_too_heavy: "댓글이 {n}바이트로, 받을 수 있는 {most}바이트를 넘습니다. 겹쳐 쓴 글자를 줄여 주세요.",
    comment_name_missing: "이름을 적어 주십시오.",
    comment_name_too_long: "이름은 {most}자 이내로 적어 주십시오.",
    comment_text_missing: "내용을 적은 뒤에 보내 주십시오.",
    comment_too_many: "짧은 시간에 댓글을 여러 번 보내셨습니다. 몇 분 뒤에 다시 보내 주십시오. 쓰신 글은 그대로 있습니다.",
    comment_form_old: "화면을 연 지 오래되어 댓글이 전송되지 않았습니다. 쓰신 글은 그대로 있으니 다시 보내 주십시오.",

    imprint_title: "제호",
    imprint_registration: "등록번호",
    imprint_registered: "등록일자",
    imprint_publisher: "발행소",
    imprint_publishing: "발행인",
    imprint_editing: "편집인",
    imprint_youth: "청소년보호책임자",
    imprint_place: "주소",
    imprint_contact: "연락처",

    error_not_found: Said {
        heading: "찾으시는 페이지가 없습니다",
        sentence: "주소를 잘못 입력했거나 링크가 틀렸을 수 있습니다. 위의 첫 화면과 섹션에서 그동안 실은 모든 기사를 찾아보실 수 있습니다.",
    },
    error_gone: Said {
        heading: "내려진 기사입니다", sentence: "이곳에 실렸던 기사를 편집국이 내렸습니다. 이 주소로 다시 실리지 않습니다."
    },
    error_too_many: Said {
        heading: "요청이 너무 많았습니다",
        sentence: "같은 회선에서 짧은 시간에 많은 요청이 들어왔습니다. 몇 분 뒤에 다시 시도해 주십시오.",
    },
    error_broken: Said {
        heading: "저희 쪽에 문제가 생겼습니다",
        sentence: "독자님의 잘못이 아니며, 문제는 기록해 두었습니다. 잠시 뒤에 다시 시도해 주십시오. 다른 페이지는 열릴 것입니다.",
    },
    error_unavailable: Said {
        heading: "지금은 답해 드릴 수 없습니다",
        sentence: "점검 중이거나 접속이 몰리고 있습니다. 잠시 뒤에 다시 찾아 주십시오.",
    },
    error_refused: Said {
        heading: "요청을 처리하지 못했습니다",
        sentence: "요청이 예상과 달랐습니다. 이전 화면으로 돌아가 새로 고친 뒤 다시 시도해 주십시오.",
    },
    error_number: "오류",

    about: StaticWords {
        heading: "신문 소개",
        description: "이 신문을 만드는 사람들과 연락할 곳.",
        paragraphs: &[
            "{publication}의 기자들은 직접 확인하고, 되도록 쉬운 말로 쓰며, 기사마다 이름을 밝힙니다.",
            "틀린 것이 있으면 기사 끝에 날짜와 함께 바로잡습니다. 잘못을 발견하셨거나, 보도의 당사자로서 반론을 원하시면 편집국으로 연락해 주십시오. 연락처는 모든 페이지의 맨 아래에 있습니다.",
            "조회 수를 어떻게 세는지, 많이 읽은 기사 목록을 어떻게 만드는지는 따로 한 페이지를 두어 밝힙니다.",
        ],
    },
    privacy: StaticWords {
        heading: "개인정보 처리",
        description: "이곳에서 기사를 읽을 때 무엇이 남는지 밝힙니다. 남는 것은 거의 없습니다.",
        paragraphs: &[
            "{publication}에서 기사를 읽어도 쿠키가 생기지 않으며, 읽는 기기에 아무것도 저장하지 않습니다. 어느 페이지도 다른 회사의 것을 불러오지 않습니다. 광고도, 분석 도구도, 외부 글꼴도 없습니다. 다른 곳의 영상과 게시물은 링크로만 싣고, 독자가 누르기 전에는 아무것도 가져오지 않습니다.",
            "기사가 몇 번 읽혔는지는 셉니다. 다시 읽은 것과 새로 고친 것을 가리기 위해 접속 주소와 브라우저 이름을 날마다 바뀌는 비밀값과 함께 부호로 바꿉니다. 주소 자체는 보관하지 않습니다. 비밀값은 48시간 뒤에 없애므로, 그 뒤로는 저희를 포함해 누구도 어느 조회가 누구의 것인지 알 수 없습니다.",
            "조회를 알릴 때 브라우저는 무작위 글자 열여섯 자를 함께 보냅니다. 같은 조회가 두 번 도착해도 한 번만 세기 위한 것입니다. 이 글자는 화면이 열릴 때마다 새로 뽑고 48시간 뒤에 지웁니다.",
            "댓글을 쓰시면 적으신 이름과 글, 시각을 보관하고, 편집자가 승인한 뒤에 싣습니다. 지우고 싶으시면 편집국에 말씀해 주십시오.",
            "더 많이 맡겨 달라고 부탁드리기보다, 되도록 적게 알려고 합니다.",
        ],
    },

    counting_heading: "조회 수를 세는 법",
    counting_description: "무엇을 조회로 세고, 무엇을 세지 않으며, 어떤 규칙으로도 막지 못하는 것은 무엇인지 밝힙니다.",
    counting_intro: &[
        "‘조회’ 옆의 숫자는 기사가 열려 누군가의 눈앞에 나타난 횟수를 할 수 있는 한 정확하게 센 것입니다. 숫자는 페이지 안에 그대로 적혀 있으며, 올려 잡거나 어림하거나 사들이지 않습니다.",
        "기사가 화면에 보이면 브라우저가 조회 한 건을 알립니다. 이때 그 기사가 조금 전에 실제로 전송되었다는 표지를 함께 보냅니다. 스크립트를 끈 곳에서는 보이지 않는 그림이 같은 일을 합니다. 모든 알림은 디스크에 적힌 뒤에야 받았다고 답합니다.",
    ],
    counting_rules: "세지 않는 것",
    counting_rules_intro: "다음 규칙에 걸리는 알림은 세지 않습니다. 규칙은 적힌 차례대로 살피며, 가장 먼저 걸린 규칙 옆의 집계에 더합니다. 저희가 전송하지 않았거나 너무 오래전에 전송한 페이지의 알림은 그 전에 돌려보냅니다. 같은 알림이 두 번 도착하면 처음과 같은 답을 보내고, 아무것도 바꾸지 않습니다.",
    counting_refused: "지금까지 세지 않은 것",
    counting_numbers: "지금 쓰는 값",
    counting_numbers_text: &[
        "주소란 IPv4 주소 또는 한 가정이 함께 쓰는 IPv6 주소의 앞 64비트를 말하며, 주소 구역은 각각 앞 24비트와 48비트입니다. 방문자란 주소와 브라우저 이름을 묶은 것으로, 협정 세계시(UTC)로 하루 동안만 같은 방문자로 봅니다. 되풀이는 자정을 넘어도 알아봅니다.",
        "‘한꺼번에 몇 회, 그 뒤로 1분에 몇 회’는 남은 몫을 뜻합니다. 처음에는 가득 차 있고, 알림마다 하나씩 줄며, 다시 찰 때까지 고르게 돌아옵니다. 두드리기와 몰려들기의 몫은 앞의 세 규칙을 지난 모든 알림에, 곧 되풀이에도 줄어듭니다. 훑기의 몫은 되풀이가 아닌 알림에, 마지막 규칙의 몫은 다른 규칙을 모두 지난 알림에만 줄어듭니다. 남은 몫이 없는데도 두드리거나 훑으면 그사이 돌아온 것까지 잃으므로, 늦추기 전에는 하나도 세지 않습니다.",
        "누구나 똑같이 세는 프로그램을 짤 수 있을 만큼 자세한 규칙은 프로그램의 문서(docs/counting.md)에 있습니다. 저희 프로그램은 그렇게 따로 짠 프로그램과 견주어 검사합니다.",
    ],
    counting_limits: "이것으로도 막지 못하는 것",
    counting_limits_text: &[
        "실제 브라우저로 기사를 열고 기다렸다가 다시 여는 사람은 다시 셉니다. 기기가 여럿인 사람도, 수많은 주소에서 들어와 독자와 똑같이 움직이는 프로그램도 마찬가지입니다. 회선을 넉넉히 살 만큼 돈을 쓰면 숫자를 올릴 수 있습니다. 저희는 그것을 더디고 눈에 띄게 만들 수는 있어도, 불가능하게 만들 수는 없습니다.",
        "빠지는 조회도 있습니다. 스크립트와 그림을 모두 끈 독자, 화면을 보여 주지 않는 도구로 읽는 독자, 알림이 닿기 전에 연결이 끊긴 독자의 조회는 세지 못합니다.",
        "그러니 이 숫자는 관심을 조심스럽게 잰 값일 뿐, 그 증거는 아닙니다.",
    ],
    counting_lists: "목록을 만드는 법",
    counting_lists_text: &[
        "‘최신 기사’는 실린 순서입니다. ‘주간 베스트’는 지금 시간대와 그 앞 167시간의 조회를 더합니다. ‘지금 많이 읽는 기사’에서는 조회가 오래될수록 가벼워져, 위에 적은 반감기가 지날 때마다 절반이 됩니다.",
        "‘꼭 읽을 기사’는 편집자가 고르고, 남는 자리는 이레 동안 가장 많이 읽힌 기사로 채웁니다. ‘함께 읽을 기사’는 겹치는 주제와 이름, 낱말을 살펴 고르고, 새 기사를 앞세웁니다.",
    ],

    rules: [
        RuleWords {
            name: "robot",
            title: "로봇",
            text: "공개된 로봇 목록에 따라 스스로 로봇이라고 밝힌 프로그램, 또는 사람이 쓰는 브라우저에는 없는 꼴의 이름을 대는 프로그램.",
        },
        RuleWords {
            name: "prefetch", title: "미리 불러온 것", text: "브라우저가 미리 가져오거나 그려 두었으나 아무도 보지 않은 페이지."
        },
        RuleWords { name: "cross-site", title: "다른 사이트", text: "저희 것이 아닌 페이지에서 보낸 알림." },
        RuleWords {
            name: "repeat",
            title: "되풀이",
            text: "같은 방문자가 같은 기사를 마지막으로 세어진 때부터 30초가 넘기 전에 다시 연 것. COUNTER 실무 지침을 따릅니다.",
        },
        RuleWords {
            name: "hammer", title: "두드리기", text: "한 주소에서 한 기사를, 공용 회선에 모인 사람들보다도 빠르게 거듭 연 것."
        },
        RuleWords {
            name: "walk", title: "훑기", text: "한 방문자가 사람이 볼 수 있는 것보다 빠르게 기사를 잇달아 연 것."
        },
        RuleWords {
            name: "rush", title: "몰려들기", text: "한 주소에서, 그 주소를 함께 쓸 만한 사람들 모두보다도 빠르게 읽은 것."
        },
        RuleWords {
            name: "cap",
            title: "한곳에서 너무 많은 것",
            text: "큰 공용 회선에서 나올 수 있는 것보다도 많이, 한 주소 구역에서 한 기사를 연 것.",
        },
    ],

    constant_repeat: "되풀이로 보는 시간",
    constant_cap: "한 주소 구역에서 한 기사를 세는 횟수",
    constant_hammer: "한 주소에서 한 기사를 알리는 횟수",
    constant_walk: "한 방문자가 여는 기사",
    constant_rush: "한 주소에서 오는 알림 모두",
    burst_and_minute: "한꺼번에 {burst}회, 그 뒤로 1분에 {minute}회",
    burst_and_hour: "한꺼번에 {burst}회, 그 뒤로 1시간에 {hour}회",
    constant_token: "페이지가 조회를 알릴 수 있는 시간",
    constant_salt: "그날의 비밀값을 없애는 때",
    constant_half_life: "‘지금 많이 읽는 기사’의 반감기",
    constant_week: "‘주간 베스트’가 돌아보는 기간",
    seconds: "{n}초",
    minutes: "{n}분",
    hours: "{n}시간",
    days: "{n}일",
};
