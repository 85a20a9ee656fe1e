package dev.tidegate.connector.postmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tidegate.connector.BatchingContract;
import dev.tidegate.connector.EspRequest;
import dev.tidegate.connector.OpenApiRequestCheck;
import dev.tidegate.connector.Outcome;
import dev.tidegate.connector.Sender;
import dev.tidegate.domain.Message;
import dev.tidegate.domain.Secret;
import dev.tidegate.support.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostmarkConnectorTest extends BatchingContract {
    private static final Message CART = Messages.as(Messages.cart(), "cart-abandoned", null);
    private static final String MAIL =
            """
            {"From":"news@shop.example","To":"jo@shop.example","TemplateAlias":"cart-abandoned",
            "TemplateModel":{"value":129.90,"currency":"EUR","first_item":"Lamp \u00fc"},
            "Metadata":{"tidegate_message_id":"MESSAGE","tidegate_trigger":"cart-abandoned","tidegate_step":"1","tidegate_destination":"hook"}}
            """.replace("\n", "").replace("MESSAGE", CART.id().value());

    @Override
    protected PostmarkConnector connector() {
        return connector(null);
    }

    private static PostmarkConnector connector(@Nullable String stream) {
        return new PostmarkConnector(
                URI.create("https://api.postmarkapp.com"),
                new Secret("s3cret"),
                Sender.parse("news@shop.example"),
                stream);
    }

    @Test
    void sends_a_mail_from_a_template() {
        EspRequest.Http request = connector().request(CART, 1, NOW);

        assertThat(request.url()).hasToString("https://api.postmarkapp.com/email/withTemplate");
        assertThat(request.headers()).containsEntry("x-postmark-server-token", "s3cret");
        assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo(MAIL);
    }

    @Test
    void names_a_template_by_its_number_too() {
        assertThat(connector().request(Messages.as(CART, "1234", null), 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .contains("\"TemplateId\":1234,")
                .doesNotContain("TemplateAlias");
    }

    @Test
    void sends_through_the_stream_that_the_settings_name() {
        assertThat(connector("broadcast").request(CART, 1, NOW).body())
                .asString(StandardCharsets.UTF_8)
                .endsWith(",\"MessageStream\":\"broadcast\"}");
    }

    @Test
    void sends_several_mails_in_one_request() {
        EspRequest.Http request = (EspRequest.Http) connector().batching().request(List.of(CART, CART), NOW);

        assertThat(request.url()).hasToString("https://api.postmarkapp.com/email/batchWithTemplates");
        assertThat(request.body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"Messages\":[" + MAIL + "," + MAIL + "]}");
    }

    @Test
    void does_not_take_a_mail_to_nobody_along() {
        Message nobody = Messages.to(CART, new Message.Recipient("4711", null, "+491701234567", null, null, null));

        assertThat(connector().batching().takes(nobody, 1)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> connector().request(nobody, 1, NOW));
    }

    @Test
    void refuses_an_inactive_recipient_and_does_not_repeat_the_address() {
        Outcome outcome = connector().read(answer(422, """
            {"ErrorCode":406,"Message":"You tried to send to a recipient that is inactive: jo@shop.example"}\
            """));

        assertThat(outcome)
                .isEqualTo(new Outcome.Refused(
                        "HTTP 422, error 406: the address is inactive after a bounce, a complaint or by hand"));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 400, 401, 405, 412, 413})
    void takes_what_is_wrong_with_token_sender_or_account_for_the_accounts_fault(int code) {
        assertThat(connector().read(answer(422, "{\"ErrorCode\":" + code + "}")))
                .isInstanceOf(Outcome.AccountRefused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 402, 403, 701, 1101})
    void refuses_what_is_wrong_with_the_message(int code) {
        assertThat(connector().read(answer(422, "{\"ErrorCode\":" + code + "}")))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void does_not_take_a_success_with_an_error_code_for_one() {
        assertThat(connector().read(answer(200, "{\"ErrorCode\":300,\"Message\":\"Bad\"}")))
                .isEqualTo(new Outcome.Refused("HTTP 200, error 300"));
        assertThat(connector().read(answer(200, "{\"ErrorCode\":0,\"Message\":\"OK\"}")))
                .isEqualTo(new Outcome.Delivered());
    }

    @Test
    void reads_the_result_of_each_mail_of_a_batch() {
        List<Outcome> outcomes = connector().batching().read(answer(200, """
            [{"ErrorCode":0,"Message":"OK"},{"ErrorCode":406,"Message":"inactive: jo@shop.example"},{"To":"x"}]\
            """), List.of(CART, CART, CART));

        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Delivered(),
                        new Outcome.Refused(
                                "HTTP 200, error 406: the address is inactive after a bounce, a complaint or by hand"),
                        new Outcome.Unknown("HTTP 200 without a result for this message"));
    }

    @Test
    void does_not_guess_whose_results_are_missing() {
        assertThat(connector().batching().read(answer(200, "[{\"ErrorCode\":0}]"), List.of(CART, CART)))
                .allMatch(Outcome.Unknown.class::isInstance);
    }

    @Test
    void refuses_the_account_for_all_mails_of_a_batch() {
        assertThat(connector().batching().read(answer(401, "{\"ErrorCode\":10}"), List.of(CART, CART)))
                .hasSize(2)
                .allMatch(Outcome.AccountRefused.class::isInstance);
    }

    @Test
    void asks_for_the_server_to_see_whether_it_is_let_in() {
        assertThat(connector().verification().url()).hasToString("https://api.postmarkapp.com/server");
        assertThat(connector().read(answer(200, "{\"ID\":1,\"Name\":\"Shop\"}")))
                .isEqualTo(new Outcome.Delivered());
    }

    /**
     * The specification is an old approximation: it wants a template's number and alias both, and does not know the metadata
     * of mails with templates yet, nor their streams.
     */
    @Test
    void sends_what_postmarks_specification_asks_for() {
        OpenApiRequestCheck check = OpenApiRequestCheck.of("postmark-server.trimmed.swagger2.json");

        assertThat(check.violations(connector("broadcast").request(CART, 1, NOW)))
                .containsExactlyInAnyOrder(
                        "body.TemplateId is missing", "body.Metadata is unknown", "body.MessageStream is unknown");
        assertThat(check.violations((EspRequest.Http) connector().batching().request(List.of(CART, CART), NOW)))
                .containsExactlyInAnyOrder(
                        "body.Messages[0].TemplateId is missing",
                        "body.Messages[0].Metadata is unknown",
                        "body.Messages[1].TemplateId is missing",
                        "body.Messages[1].Metadata is unknown");
    }
}
