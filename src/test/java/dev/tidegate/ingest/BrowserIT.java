package dev.tidegate.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.tidegate.domain.Event;
import dev.tidegate.domain.Secret;
import dev.tidegate.source.Prepared;
import dev.tidegate.source.SourceSettings;
import dev.tidegate.source.segment.SegmentSource;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The snippet in a real browser, on a page of another origin than the gateway's. */
@ExtendWith(VertxExtension.class)
class BrowserIT {
    private static final String STUB = "<script>window.tidegate = window.tidegate ||"
            + " function () { (tidegate.q = tidegate.q || []).push(arguments) }</script>";
    private static final String BODY =
            "<button data-tidegate-click=\"Size chart\"><b>Sizes</b></button><button>Other</button>"
                    + "<div style=\"height: 8000px\"></div>";

    private static Chromium chromium;

    private TestPort gateway;
    private HttpServer site;
    private BrowserContext context;
    private Page page;
    private volatile String html = "";

    @BeforeAll
    static void launch() {
        chromium = Chromium.require();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open(Vertx vertx) throws Exception {
        site = TestPort.await(vertx.createHttpServer()
                .requestHandler(request -> {
                    var unused = request.response()
                            .putHeader("content-type", "text/html; charset=utf-8")
                            .end("/favicon.ico".equals(request.path()) ? "" : html);
                })
                .listen(0, "127.0.0.1"));
        gateway = gateway(vertx, origin());
        context = chromium.browser.newContext();
        page = context.newPage();
    }

    @AfterEach
    void close() throws Exception {
        context.close();
        gateway.close();
        TestPort.await(site.close());
    }

    private static TestPort gateway(Vertx vertx, String origin) throws Exception {
        SourceSettings.Segment settings =
                new SourceSettings.Segment(SourceSettings.Entry.of("web"), new Secret("wk"), List.of(origin));
        Prepared.Ready ready = (Prepared.Ready) SegmentSource.prepare(settings);
        return new TestPort(vertx, List.of(new ServedSource.Tracker("web", ready.perEventLoop(), Set.of(origin))));
    }

    @Test
    void tells_of_views_and_clicks_and_how_deep_and_how_long_a_page_was_read() {
        show("data-time=\"1\"", "");
        page.locator("b").click();
        page.locator("button:not([data-tidegate-click])").click();
        page.evaluate("window.scrollTo(0, 3000)");
        awaitEvents("scroll_depth_reached", 1);
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)");

        awaitEvents("scroll_depth_reached", 4);
        awaitEvents("time_on_page_reached", 1);
        assertThat(only("page_viewed").properties())
                .containsEntry("path", "/lamps")
                .containsEntry("title", "Lamps")
                .containsEntry("url", origin() + "/lamps?utm_source=letter&utm_campaign=spring");
        assertThat(only("button_clicked").properties()).containsEntry("name", "Size chart");
        assertThat(events("scroll_depth_reached"))
                .extracting(event -> event.properties().get("percent"))
                .containsExactly(25L, 50L, 75L, 90L);
        assertThat(only("time_on_page_reached").properties()).containsEntry("seconds", 1L);
        assertThat(only("page_viewed").context())
                .containsEntry("campaign", Map.of("source", "letter", "name", "spring"))
                .containsKeys("page", "user_agent", "ip", "timezone");
    }

    @Test
    void counts_only_the_time_in_which_the_page_is_to_be_seen() {
        page.addInitScript("window.shown = 'hidden';"
                + "Object.defineProperty(document, 'visibilityState', {get: () => window.shown})");
        show("data-time=\"0.2\"", "");
        awaitEvents("page_viewed", 1);
        page.waitForFunction("performance.now() > 1000");
        assertThat(events("time_on_page_reached")).isEmpty();

        page.evaluate("window.shown = 'visible'; document.dispatchEvent(new Event('visibilitychange'))");
        awaitEvents("time_on_page_reached", 1);
    }

    @Test
    void keeps_what_the_page_told_before_the_snippet_was_there() {
        show(
                "",
                "tidegate('identify', 'c-7', {email: 'jo@shop.example', firstName: 'Jo'});"
                        + "tidegate('track', 'Product Viewed', {product_id: 'p1', price: 12.5, currency: 'EUR'});"
                        + "tidegate('track', 'Product Added', {cart_id: 'k1', product_id: 'p1', quantity: 2});");

        awaitEvents("product_added", 1);
        assertThat(only("customer_updated").customer().email()).isEqualTo("jo@shop.example");
        assertThat(only("product_viewed").properties()).containsEntry("product_id", "p1");
        assertThat(only("product_viewed").customer().customerId()).isEqualTo("c-7");
        assertThat(only("product_viewed").customer().email()).isEqualTo("jo@shop.example");
        assertThat(only("product_added").properties()).containsEntry("cart_token", "k1");
        assertThat(gateway.store.given).extracting(Event::sourceId).doesNotHaveDuplicates();
        assertThat(gateway.store.given)
                .extracting(event -> event.customer().anonymousId())
                .containsOnly(only("page_viewed").customer().anonymousId());
    }

    @Test
    void stores_nothing_on_the_device_before_it_may() {
        show("", "");
        awaitEvents("page_viewed", 1);
        assertNothingStored();

        page.evaluate("tidegate('consent', {analytics: true, email: 'granted'})");
        awaitEvents("consent_updated", 1);
        show("", "");
        awaitEvents("page_viewed", 2);

        assertThat(events("page_viewed"))
                .extracting(event -> event.customer().anonymousId())
                .doesNotContainNull()
                .containsOnly(only("consent_updated").customer().anonymousId());
        assertThat(only("consent_updated").properties()).doesNotContainKey("analytics");
        assertThat(context.cookies()).isEmpty();
    }

    @Test
    void forgets_the_visitor_who_takes_consent_back() {
        show("", "");
        page.evaluate("tidegate('consent', {analytics: true})");
        page.evaluate("tidegate('identify', null, {email: 'jo@shop.example'})");
        awaitEvents("customer_updated", 1);

        page.evaluate("tidegate('consent', {analytics: false, email: 'denied'})");
        page.evaluate("tidegate('track', 'Product Viewed', {})");
        page.evaluate("tidegate('consent', {sms: 'denied'})");
        awaitEvents("consent_updated", 2);

        assertNothingStored();
        assertThat(events("product_viewed")).isEmpty();
        assertThat(events("consent_updated"))
                .allSatisfy(event -> assertThat(event.customer().anonymousId()).isNull())
                .allSatisfy(event -> assertThat(event.customer().email()).isEqualTo("jo@shop.example"));
    }

    @Test
    void waits_for_consent_where_that_is_required() {
        show("data-consent=\"required\"", "tidegate('track', 'Product Viewed', {})");
        page.evaluate("tidegate('identify', 'c-7'); tidegate('consent', {sms: 'granted'})");
        awaitEvents("consent_updated", 1);
        assertThat(gateway.store.given).hasSize(1);

        page.evaluate("tidegate('consent', {analytics: true})");
        awaitEvents("product_viewed", 1);
        awaitEvents("page_viewed", 1);
    }

    @Test
    void does_not_track_who_objects_by_the_browsers_own_switch() {
        page.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})");
        show("", "tidegate('identify', 'c-7'); tidegate('track', 'Product Viewed', {});");
        page.evaluate("tidegate('consent', {analytics: true, email: 'denied'})");
        awaitEvents("consent_updated", 1);

        assertThat(gateway.store.given).hasSize(1);
        assertNothingStored();

        show("data-gpc=\"ignore\"", "");
        awaitEvents("page_viewed", 1);
    }

    @Test
    void an_application_that_changes_its_address_is_on_a_new_page() {
        show("", "");
        page.evaluate("history.pushState({}, '', '/lamps/1'); history.pushState({}, '', '/lamps/1#top')");
        awaitEvents("page_viewed", 2);
        page.evaluate("history.back(); history.back()");
        awaitEvents("page_viewed", 3);

        assertThat(events("page_viewed"))
                .extracting(event -> event.properties().get("path"))
                .containsExactly("/lamps", "/lamps/1", "/lamps");
    }

    @Test
    void what_is_told_last_arrives_although_the_page_goes() {
        show("", "");
        awaitEvents("page_viewed", 1);
        page.evaluate("tidegate('track', 'Cart Viewed', {}); location.href = 'about:blank'");

        awaitEvents("cart_viewed", 1);
    }

    @Test
    void sends_by_fetch_where_there_is_no_beacon() {
        page.addInitScript("delete Navigator.prototype.sendBeacon");
        show("", "");

        awaitEvents("page_viewed", 1);
    }

    @Test
    void a_sandbox_without_an_origin_may_call_where_every_origin_may(Vertx vertx) throws Exception {
        try (TestPort any = gateway(vertx, "*")) {
            String call = "fetch('http://127.0.0.1:" + any.port + "/v1/batch', {method: 'POST', keepalive: true,"
                    + " headers: {'content-type': 'application/json'}, body: JSON.stringify({writeKey: 'wk', batch:"
                    + " [{type: 'track', event: 'product_viewed', messageId: 'm1', anonymousId: 'a1'}]})})"
                    + ".then(r => r.text()).then(t => parent.postMessage(t, '*'))";
            html = "<script>window.onmessage = e => document.title = e.data</script><iframe sandbox=\"allow-scripts\""
                    + " srcdoc=\"<script>" + call.replace("\"", "&quot;") + "</script>\"></iframe>";
            page.navigate(origin() + "/");

            page.waitForFunction("document.title.includes('success')");
            assertThat(any.store.given).extracting(Event::type).containsExactly("product_viewed");
        }
    }

    private void show(String attributes, String script) {
        html = "<!doctype html><title>Lamps</title>" + STUB + "<script>" + script
                + "</script><script async src=\"http://127.0.0.1:" + gateway.port
                + "/v1/tidegate.js\" data-write-key=\"wk\" " + attributes + "></script>" + BODY;
        page.navigate("about:blank"); // the same address with a fragment would not be loaded again
        page.navigate(origin() + "/lamps?utm_source=letter&utm_campaign=spring#top");
        page.waitForFunction("window.tidegate && window.tidegate.loaded");
    }

    private String origin() {
        return "http://127.0.0.1:" + site.actualPort();
    }

    private void assertNothingStored() {
        assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
        assertThat(context.cookies()).isEmpty();
    }

    private List<Event> events(String type) {
        return gateway.store.given.stream()
                .filter(event -> event.type().equals(type))
                .toList();
    }

    private Event only(String type) {
        assertThat(events(type)).hasSize(1);
        return events(type).getFirst();
    }

    private void awaitEvents(String type, int count) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(events(type)).hasSize(count));
    }
}
