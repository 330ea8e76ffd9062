//! Headlines of the sample pages: section, name of the picture, then headline and summary in English and Korean.

pub(super) const STORIES: &[(usize, &str, [&str; 2], [&str; 2])] = &[
    (
        1,
        "council-hall",
        ["Council passes 2.41 trillion won budget by a single vote", "A member eleven hours in office and a Green Hills rebel made the majority."],
        ["해밀시 예산안 16 대 15, 한 표 차로 통과", "임기 11시간째 초선과 푸른언덕 이탈표가 갈랐다"],
    ),
    (
        5,
        "kick-off",
        ["Ma heads Cranes into third with the last touch", "Haemil Cranes 2, Noeul United 1"],
        ["마지막 터치가 결승골, 크레인스 3위로 올라섰다", "해밀 크레인스 2-1 노을 유나이티드"],
    ),
    (
        3,
        "strait-map",
        ["Ferry lane through Seolma Strait moves north to spare the squid boats", "Nineteen months of talks with Tolmara end in a line on a chart."],
        ["설마 해협 뱃길 북쪽으로… 오징어 어장 비켜 간다", "톨마라와 19개월 협상 끝에 해도에 새 선 긋기로"],
    ),
    (
        4,
        "theatre-stage",
        ["Prompter finishes the solo play after its star loses her voice", "Gu Bonhui has fed lines to others for 22 years. She knew all of these."],
        ["목소리 잃은 배우 대신 무대에 오른 프롬프터", "22년간 남의 대사를 불러 준 구본희 씨, 남은 39분을 외워서 마쳤다"],
    ),
    (
        0,
        "tram-depot",
        ["Nine trams stand idle in Neulbom for want of a lathe", "Line 2 will run every twelve minutes until a part arrives from abroad."],
        ["선반 한 대 고장에 전차 아홉 대가 멈춰 섰다", "2호선 배차 8분에서 12분으로… 부품은 11주 뒤에나"],
    ),
    (
        2,
        "shipyard-hull",
        [
            "Yeoul yard wins four ferries and must find 310 welders",
            "Tolmara State Lines will pay 428 billion won for its first new ships in two decades.",
        ],
        ["여울조선, 여객선 4척 따냈지만 용접사 310명이 없다", "톨마라국영해운과 4280억 원 계약… 2009년 이후 최대 수주"],
    ),
    (
        5,
        "baseball-diamond",
        ["Third catcher’s bunt ends Tides’ five-hour night in the fourteenth", "A pitcher was in left field, and the rice balls had run out."],
        ["19타수 무안타 세 번째 포수, 14회 번트로 끝냈다", "좌익수 자리에는 투수가 서 있었고 매점 주먹밥은 동났다"],
    ),
    (
        1,
        "ballot-boxes",
        [
            "Twenty-three votes decide Neulbom by-election after a long recount",
            "A seat the Harbour Party held by 4,100 goes to a parent who counted classrooms.",
        ],
        ["늘봄 보궐선거 23표 차… 다섯 시간 재검표 끝에 확정", "항구당이 4100표 차로 지키던 자리, 교실을 재고 다닌 학부모에게"],
    ),
    (
        3,
        "summit-tables",
        [
            "Grain reserve agreed eight minutes before the interpreters went home",
            "Nine delegations in Ostrell settle on 2.4 million tonnes and leave the price for later.",
        ],
        ["통역 퇴근 8분 전, 곡물 비축 240만 톤 타결", "오스트렐 9개국 회의… 가장 중요한 값은 숙제로 남겨"],
    ),
    (
        4,
        "film-projector",
        [
            "Projectionist threads his last reel after 47 years at the Badabit",
            "The cinema and the city archive both want his machines, and only one of them did the arithmetic.",
        ],
        ["바다빛극장 47년 영사기사, 마지막 릴을 걸다", "극장도 자료원도 탐내는 영사기 두 대, 계산을 해 본 쪽은 하나뿐이었다"],
    ),
    (
        1,
        "petition-square",
        ["Parents bring 41,207 signatures for a night clinic to council", "“Fifty-two kilometres is a long way to hold a child upright.”"],
        ["“밤에 갈 병원을” 4만 1207명 서명 시의회에", "“아이를 세워 안고 가기에 52㎞는 너무 멀다”"],
    ),
    (
        2,
        "fish-auction",
        ["Fish auction returns to hand signals after tablets prove slow", "“The screen asked me to confirm. The mackerel did not wait.”"],
        ["달무리 어판장, 태블릿 접고 다시 손가락 경매", "“화면은 ‘확인’을 누르라는데 고등어가 기다려 주나.”"],
    ),
    (
        0,
        "street-lamps",
        [
            "The man who keeps 214 lamps burning on the Mirinae stairs",
            "The city wants white light on the stairs. The hill has covered it with cloths.",
        ],
        ["미리내 계단의 등불 214개를 지키는 사람", "시가 시험 삼아 단 하얀 등에 주민들은 천을 씌웠다"],
    ),
    (
        5,
        "",
        [
            "Four rounds left: what the Cranes need, and from whom",
            "The Strait League table, the fixtures and the sums, done so that you need not do them at work.",
        ],
        ["남은 네 경기, 크레인스에 필요한 것은", "해협리그 순위표와 일정, 경우의 수를 한자리에 모았다. 일하다 몰래 계산하지 않아도 되게."],
    ),
    (
        5,
        "marathon-hill",
        [
            "Letter carrier wins the Haemil Marathon on her own round",
            "Pyeon Arin was 48 seconds behind at the foot of Jangdok Hill. She delivers there six days a week.",
        ],
        ["자기 배달길에서 마라톤 우승한 미리내 집배원", "장독고개 밑에서 48초 뒤졌던 편아린 씨, 일주일에 엿새를 오르내리는 길이었다"],
    ),
    (
        0,
        "rain-market",
        ["Traders chalk sixty-four leaks under their new market roof", "“Nobody builds a roof and blames the gulls.”"],
        ["새 지붕 아래 새는 곳 64군데… 분필로 센 상인들", "“지붕 지어 놓고 갈매기 탓하는 사람이 어디 있나”"],
    ),
    (
        2,
        "container-cranes",
        [
            "Crane operators swap the ladder for a joystick, with conditions",
            "Six of the fourteen gantries at Sinhae Terminal will be driven from an office 1.8 kilometres away.",
        ],
        ["크레인 기사들, 사다리 대신 조이스틱을 잡다", "신해터미널 노사, 14기 중 6기 원격조종 합의… 5년간 해고 금지"],
    ),
    (4, "", ["Library book on knots comes home fifty-one years late", ""], ["51년 연체된 매듭책, 등기우편으로 돌아왔다", ""]),
    (
        0,
        "",
        ["Three retired postmen counted Dalmuri’s empty homes and found 1,184", "The city’s own list, drawn from water meters, has 702."],
        ["퇴직 집배원 셋이 센 달무리 빈집, 1184채", "수도 계량기로 센 시 집계는 702채"],
    ),
    (
        3,
        "flooded-fields",
        [
            "Farmers flooded to save a city send the money back",
            "Pellmark opened a sluice and drowned 5,300 hectares. Now it must agree what they were worth.",
        ],
        ["도시 살리려 잠긴 논밭, 농민들은 보상금을 돌려보냈다", "펠마르크, 수문 열어 5300헥타르 침수… 값을 두고 맞서"],
    ),
    (
        1,
        "bridge-night",
        [
            "Committee backs free night crossings on the Seolma Bridge",
            "Shipyard workers pay the toll when no bus runs. The operator wants 1.9 billion won a year.",
        ],
        ["설마대교 밤 통행료 면제안, 교통위 6 대 3 가결", "버스 끊긴 시간에 돈 내고 출근하는 조선소 야간조"],
    ),
    (
        4,
        "bookshop-window",
        [
            "Dalmuri’s night-window bookshop wins five more years, cat included",
            "Readers paid to keep a lamp lit. The key cutter next door had no lamp to sell.",
        ],
        ["밤새 불 켜는 그물책방, 고양이와 5년 더 있는다", "독자들은 등불 값을 냈다. 옆집 열쇠집에는 팔 등불이 없었다"],
    ),
    (
        2,
        "price-chart",
        ["Where the 1,742 won in a litre of diesel goes", "Seven slices of one price, and why it climbs faster than it falls."],
        ["경유 1리터 1742원, 누구 주머니로 가나", "값 하나를 일곱 조각으로 나눠 봤다"],
    ),
    (
        0,
        "harbour-dawn",
        ["Ferries return to Pier 3 after fourteen months of repairs", "The late boat, which islanders want most, is not on the timetable."],
        ["달무리 3부두 여객선, 14개월 만에 다시 뜬다", "섬 주민이 바라던 밤배는 시간표에서 빠져"],
    ),
    (
        3,
        "mountain-rail",
        ["After eleven years a train crosses the Karsen viaduct again", "The valley has its railway back. It has 2,300 fewer people to ride it."],
        ["끊어진 지 11년, 카르센 고가교에 다시 기차가 지난다", "철길은 돌아왔고, 탈 사람은 2300명 줄었다"],
    ),
    (
        2,
        "solar-roofs",
        [
            "Mirinae’s rooftop cooperative pays out, then argues about shade",
            "A first dividend of 5.1 percent arrives with plans for a 19-storey neighbour.",
        ],
        ["첫 배당 받은 미리내 햇빛조합, 그늘을 두고 다퉜다", "배당률 5.1%… 언덕 아래 19층 아파트 계획에 표심 갈려"],
    ),
    (
        4,
        "pottery-kiln",
        [
            "Mirinae’s old climbing kiln may keep its smoke, on four conditions",
            "Sixty-three complaints, one asthmatic child and 241 jars produced an agreement nobody quite likes.",
        ],
        ["미리내 오름가마, 네 가지 조건 달고 연기 지킨다", "민원 63건, 천식 앓는 아이, 항아리 241개… 아무도 썩 반기지 않는 합의"],
    ),
    (
        0,
        "district-map",
        ["Which bin on which night: the new collection calendar explained", "All four districts now have three collection nights instead of six."],
        ["무슨 요일에 무슨 봉투를… 새 쓰레기 수거표 풀이", "네 구 모두 주 6회에서 3회로 줄어"],
    ),
    (
        4,
        "drum-dancers",
        ["Schoolgirls’ ribbons are too long, says the keeper of the dance", "A 1.4-metre argument about what Haemil’s harbour drummers really wore."],
        ["여고생 풍물패의 상모 끈은 왜 1.4m 더 길었나", "보유자의 줄자와 90년 전 사진이 부두에서 맞붙었다"],
    ),
    (
        2,
        "",
        ["The old harbour’s last bank counter closes at four", "Mulgyeol Bank leaves Dalmuri quay after 64 years and two floods."],
        ["옛 부두 마지막 은행 창구, 오후 4시에 닫혔다", "물결은행 달무리부두 지점, 64년 만에 철수"],
    ),
    (
        2,
        "",
        ["Snack maker recalls 41,000 laver packets over a missing line", "The word for sesame was left off the label."],
        ["김 4만1000봉지 회수, 빠진 한 줄 때문", "알레르기 표시가 인쇄되지 않았다"],
    ),
    (
        2,
        "",
        ["One Neulbom shop in four has never had a tenant", "The rule that built them counted the parking spaces and forgot the customers."],
        ["늘봄 상가 넷 중 하나는 한 번도 불을 켜지 않았다", "주차 면수는 세고 손님은 세지 않은 규정이 지은 가게들"],
    ),
    (
        0,
        "seawall-waves",
        ["Sea wall walk shut after waves sweep two anglers off", "Both men were pulled out; one went back for his rod."],
        ["파도에 낚시꾼 둘 휩쓸려… 방파제 산책로 폐쇄", "두 사람 모두 구조됐고, 한 사람은 낚싯대를 찾으러 돌아갔다"],
    ),
    (
        0,
        "",
        ["Water office bills 4,112 Neulbom homes twice for one month", "Refunds will be paid within ten days, without a form."],
        ["늘봄 4112가구에 같은 달 수도 요금 두 번", "열흘 안에 신청 없이 돌려준다"],
    ),
    (
        4,
        "",
        [
            "Six anchovy broths, five blindfolds and one embarrassed chef",
            "We asked Haemil’s palates to put the city’s noodle soups in order. They did.",
        ],
        ["멸치 육수 여섯, 눈가리개 다섯, 무안해진 요리사 하나", "해밀의 혀들에게 국숫집 순서를 매겨 달라고 했다"],
    ),
    (
        4,
        "",
        ["Orchestra tunes down twelve hertz to suit the harbour foghorn", "The horn could not be tuned, so ninety players were."],
        ["항구 무적에 맞춰 12헤르츠 낮춘 교향악단", "무적의 음은 고칠 수 없었다"],
    ),
    (
        1,
        "",
        ["Council will publish its minutes in five days, not sixty", "The stenographers asked for the change."],
        ["시의회 회의록, 60일 아닌 5일 만에 공개", "속기사들이 먼저 바꾸자고 했다"],
    ),
    (
        1,
        "",
        ["Three members from the hills hold the mayor’s budget", "Green Hills wants lamps, a clinic and no terminal. It may not get to choose."],
        ["시장 예산 쥔 언덕 위 세 사람", "가로등과 진료소는 원하고 터미널은 원하지 않는다"],
    ),
    (
        1,
        "",
        ["Harbour committee chair steps down over a squid-fishing trip", "A dredging contractor paid for the boat. The catch was eleven."],
        ["오징어 낚시 한 번에 물러난 항만위원장", "배 삯은 준설업체가 냈다. 잡은 것은 열한 마리였다"],
    ),
    (
        5,
        "archery-target",
        ["Archer of 71 takes regional title with a borrowed bow", "Her own had split three days before."],
        ["일흔하나 궁사, 빌린 활로 지역 대회 우승", "제 활은 사흘 전에 부러졌다"],
    ),
    (
        5,
        "",
        ["Cranes fined two million won for a drum called Grandmother", "The club says she will travel all the same."],
        ["‘할머니’라는 북 때문에… 크레인스 벌금 200만 원", "구단은 북을 두고 다니지 않겠다고 했다"],
    ),
    (
        5,
        "swimmer-lanes",
        [
            "City record falls in a pool that is about to close",
            "Do Eunsol, 16, took 0.84 seconds off a 19-year-old mark. The roof has 14 months of work to come.",
        ],
        ["곧 문 닫을 수영장에서 나온 시 최고 기록", "열여섯 살 도은솔, 19년 묵은 기록을 0.84초 앞당겼다"],
    ),
    (
        3,
        "",
        ["A lamb born at sea holds up 1,914 sheep", "The papers say 1,913."],
        ["바다에서 난 새끼 양 한 마리, 1914마리를 세우다", "서류에는 1913마리로 적혀 있었다"],
    ),
    (
        3,
        "desert-observatory",
        ["A desert town puts out its lamps for one faint comet", "Quill, population 2,900, spent four nights without light. One lamp stayed on."],
        ["희미한 혜성 하나를 위해 등을 끈 사막 마을", "인구 2900명의 퀼은 나흘 밤을 불 없이 보냈다"],
    ),
    (
        3,
        "",
        ["Tolmara keeps its school boats free by 212 votes", "A recount on nine islands took longer than the campaign."],
        ["톨마라 통학선, 212표 차로 계속 무료", "아홉 섬의 재검표가 선거운동보다 길었다"],
    ),
];
