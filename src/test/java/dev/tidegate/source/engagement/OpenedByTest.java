package dev.tidegate.source.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenedByTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0",
                "BarracudaCentral/1.0",
                "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
                "Mozilla/5.0 (compatible; Mimecast)",
                "TwinWaveScanner",
                "python-requests/2.32.3",
                "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0.0.0 Safari/537.36",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "facebookexternalhit/1.1",
                "Mozilla/5.0 (compatible; SomethingBot/2.1; +https://bots.example)",
                "curl/8.5.0"
            })
    void programs_are_bots(String userAgent) {
        assertThat(OpenedBy.of(userAgent)).isEqualTo(OpenedBy.BOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
                "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html"
            })
    void proxies_fetch_for_somebody(String userAgent) {
        assertThat(OpenedBy.of(userAgent)).isEqualTo(OpenedBy.PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Mobile/15E148",
                "Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG STAR) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile"
                        + " Safari/537.36",
                "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)",
                "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0",
                "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
            })
    void mail_programs_and_browsers_are_persons(String userAgent) {
        assertThat(OpenedBy.of(userAgent)).isEqualTo(OpenedBy.PERSON);
    }

    @Test
    void no_user_agent_is_no_reason_to_doubt() {
        assertThat(OpenedBy.of(null)).isEqualTo(OpenedBy.PERSON);
    }

    @Test
    void of_an_endless_one_the_beginning_counts() {
        assertThat(OpenedBy.of("x".repeat(1_000_000) + "bot")).isEqualTo(OpenedBy.PERSON);
    }
}
