use super::*;

#[test]
fn every_pattern_that_is_shipped_is_looked_for() {
    for list in LISTS {
        let finder = Finder::new(&list);
        assert!(finder.names.is_some(), "{}", list.name);
        assert_eq!(finder.rest.is_some(), !list.literal, "{}", list.name);
        assert!(finder.finds(match list.name {
            "crawler-user-agents" => "Googlebot/2.1",
            "counter-robots" => "Heritrix SPIDER",
            _ => "gptbot",
        }));
    }
}

#[test]
fn every_pattern_that_is_not_applied_stands_in_its_list_and_has_a_reason() {
    for line in NOT_APPLIED.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<_> = line.split('\t').collect();
        let [name, pattern, reason] = parts[..] else { panic!("{line}") };
        let list = LISTS.iter().find(|list| list.name == name).unwrap();
        assert!(list.patterns.lines().any(|other| other == pattern), "{line}");
        assert!(!reason.is_empty(), "{line}");
    }
}

#[test]
fn readers_pass_whatever_app_they_read_in() {
    let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    let android = "Mozilla/5.0 (Linux; Android 14; SM-S918N Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.165 Mobile Safari/537.36";
    let desktop = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36";
    let readers = [
        format!("{android};KAKAOTALK 2610530"),
        format!("{iphone} Mobile/15E148;KAKAOTALK 10.8.2;KAKAOTALK 10.8.2"),
        format!("{iphone} Mobile/15E148 KAKAOTALK 10.8.2"),
        format!("{android} NAVER(inapp; search; 2000; 12.6.10)"),
        format!("{iphone} Version/16.0 Mobile/15E148 Safari/604.1 NAVER(inapp; search; 2000; 12.6.12; 14PROMAX)"),
        format!("{iphone} Mobile/15E148 Instagram 330.0.3.29.91 (iPhone14,3; iOS 17_5; ko_KR; ko; scale=3.00; 1170x2532; 595323416)"),
        format!("{android} Instagram 333.0.0.42.91 Android (34/14; 420dpi; 1080x2340; samsung; SM-S918N; dm3q; qcom; ko_KR; 604247794)"),
        format!("{iphone} Mobile/15E148 Safari Line/14.9.0"),
        format!("{android} Line/14.8.0/IAB"),
        format!("{iphone} Mobile/15E148 [FBAN/FBIOS;FBAV/465.0.0.31.109;FBBV/600000000;FBDV/iPhone14,3;FBMD/iPhone;FBSN/iOS;FBSV/17.5;FBSS/3;FBID/phone;FBLC/ko_KR;FBOP/5]"),
        format!("{android} [FB_IAB/FB4A;FBAV/466.0.0.55.85;IABMV/1;]"),
        format!("{iphone} Mobile/15E148 BAND/17.0.1 (iOS 17.5;iPhone14,3)"),
        format!("{android} DaumApps/7.9.0 DaumDevice/mobile"),
        format!("{iphone} Mobile/15E148 everytimeApp"),
        format!("{android} trill_2023406040 JsSdk/1.0 NetType/WIFI Channel/googleplay AppName/musical_ly app_version/34.6.4 ByteLocale/ko-KR"),
        format!("{iphone} Version/17.5 Mobile/15E148 Safari/604.1"),
        "Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36".to_owned(),
        format!("{desktop} Edg/125.0.0.0"),
        format!("{desktop} Whale/3.26.244.21"),
        desktop.to_owned(),
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0".to_owned(),
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36".to_owned(),
        "Mozilla/5.0 (Linux; Android 15; CPH2617 Build/AP3A.240617.008) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36".to_owned(),
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko".to_owned(),
        "Lynx/2.9.0 libwww-FM/2.14 SSL-MM/1.4.1 OpenSSL/3.0.2".to_owned(),
    ];
    for reader in readers {
        assert_eq!(robot(&reader), None, "{reader}");
    }
}

#[test]
fn readers_pass_whatever_machine_they_read_on() {
    let readers = [
        "HbbTV/1.1.1 (;Samsung;SmartTV2012;;;) WebKit",
        "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.5359.211 Safari/537.36 WebAppManager",
        "HTC Streaming Player htc / 1.0 / htc_europe / 4.4.2",
        "DoCoMo/2.0 N905i(c100;TB;W24H16)",
        "NOKIA6120c/UC Browser7.4.0.65/28/352",
        "LG-GU280/v10a Browser/Obigo-Q7.3 MMS/LG-MMS-V1.0/1.2 Java/ASVM/1.1 Profile/MIDP-2.1 Configuration/CLDC-1.1",
        "MQQBrowser/Mini2.8 (ZTE-X990/X990_V2_Z12_ESFR_D18F100)",
        "HTC MAX 4G Opera/9.5 (Microsoft Windows; PPC; Opera Mobi/1409; U; ru)",
        "NewsOnTheWrist/4.3.0 (Watch1,2; watchOS 3.2.2)",
        "NCSA_Mosaic/2.0 (Windows 3.1)",
        "Mozilla/5.0 (SerenityOS; x86_64) LibWeb+LibJS/1.0 Ladybird/1.0",
        "Mozilla/5.0 (Linux; U; Android 2.3; zh-cn; X100BW/1.0) AppleWebKit/533.1 (KHTML, like Gecko Version/4.0 Mobile Safari/533.1",
        "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; Trident/4.0; Alexa Toolbar; Wanadoo 7.0; SLCC2)",
        "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; EmbeddedWB 14.52 from: http://www.example.com/ EmbeddedWB 14.52; Trident/4.0)",
        "example.ch/8.28.2 (Google Pixel 6; android 13)",
        "fr.example.app/3.1 CFNetwork/1399 Darwin/22.1.0",
    ];
    for reader in readers {
        assert_eq!(robot(reader), None, "{reader}");
    }
}

#[test]
fn an_app_named_after_a_site_passes_on_telephones_only() {
    let readers = ["Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 example.com/4.2"];
    for reader in readers {
        assert_eq!(robot(reader), None, "{reader}");
    }
    assert_eq!(robot("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 example.com/4.2"), Some("forms"));
    assert_eq!(robot("Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (example.com)"), Some("forms"));
}

#[test]
fn programs_do_not_read_the_newspaper() {
    let programs = [
        "",
        "-",
        "Mozilla",
        "Mozilla/5.0",
        "curl/8.5.0",
        "python-requests/2.31.0",
        "Go-http-client/2.0",
        "SomethingNew/1.0",
        "Mozilla/5.0 (compatible; SomethingNew/1.0)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
        "Mozilla/5.0 (compatible; Daum/4.1; +http://cs.daum.net/faq/15/4118.html?faqId=28966)",
        "facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/125.0.0.0 Safari/537.36",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; SomethingNew) Chrome/125.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36 (somewhere.example.com)",
    ];
    for program in programs {
        assert!(robot(program).is_some(), "{program}");
    }
}

#[test]
fn a_user_agent_without_end_is_judged_by_its_beginning() {
    let endless = "Mozilla/5.0 (가나다라 Windows NT 10.0) Gecko/20100101 Firefox/126.0 ".to_owned() + &"가".repeat(1 << 20);
    assert_eq!(robot(&endless), None);
}

#[test]
fn a_plain_name_is_told_from_a_pattern() {
    assert_eq!(plain(r"Googlebot\/"), Some("Googlebot/".to_owned()));
    assert_eq!(plain(r"Mail\.RU_Bot"), Some("Mail.RU_Bot".to_owned()));
    assert_eq!(plain(r"java\/\d"), None);
    assert_eq!(plain("^curl"), None);
}
