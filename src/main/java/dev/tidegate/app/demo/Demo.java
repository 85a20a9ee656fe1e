package dev.tidegate.app.demo;

import dev.tidegate.app.cli.Console;
import dev.tidegate.app.cli.Waiting;
import dev.tidegate.connector.simulator.Behaviour;
import dev.tidegate.connector.simulator.Ledger;
import dev.tidegate.connector.simulator.SimulatorServer;
import dev.tidegate.json.JsonLimits;
import dev.tidegate.json.JsonReader;
import dev.tidegate.json.JsonResult;
import dev.tidegate.source.Signer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Plays the day against a running gateway and compares what came of it. */
public final class Demo {
    /** Counted in requests and not in seconds, so that some are turned away however slow the machine is. */
    private static final int OUTAGE_REQUESTS = 16;

    /** As config/demo has it. No visit may take so long, on any machine: then a cart would be due before it is bought. */
    private static final Duration CARTS_WAIT = Duration.ofSeconds(10);

    /** For so long nothing may happen at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int PAGE = 200;

    private final String address;
    private final String management;
    private final SimulatorServer simulator;
    private final Map<String, Signer> signers;
    private final InstantSource clock;
    private final Console console;

    /**
     * @param address of the public port
     * @param management address of the management port
     */
    public Demo(
            String address,
            String management,
            SimulatorServer simulator,
            Map<String, Signer> signers,
            InstantSource clock,
            Console console) {
        this.address = address;
        this.management = management;
        this.simulator = simulator;
        this.signers = signers;
        this.clock = clock;
        this.console = console;
    }

    /** Plays; whether all came as expected. */
    public boolean play() throws InterruptedException {
        Storefront.Day day = new Storefront(signers, clock).write();
        Findings findings = new Findings();
        try (Visitors visitors = new Visitors(address)) {
            Instant began = clock.instant();
            console.print(Text.of(
                    "  the shop opens: %d visits, and %d requests that should not get through unharmed",
                    day.visits().size(), day.afterwards().size()));
            List<Visitors.Surprise> surprises = visitors.make(day.visits());
            surprises.addAll(
                    visitors.make(day.afterwards().stream().map(List::of).toList()));
            surprises.forEach(surprise -> findings.compare(
                    "the answer to a request to " + surprise.path(), surprise.expected(), surprise.got()));

            pause(Duration.between(clock.instant(), began.plus(CARTS_WAIT).minusMillis(500)));
            simulator.behave(Behaviour.outage(OUTAGE_REQUESTS));
            console.print(
                    Text.of("  the ESP turns %d requests away, just as the first carts are due", OUTAGE_REQUESTS));

            Scrape end = awaitTheEnd(visitors, day.expected());
            console.print("");
            new Summary(console, findings, day.expected(), end).print();
            byId(visitors, findings, day.expected(), end);
            findings.print(console);
            console.print("");
        }
        return findings.allKept();
    }

    /** Until as many messages were delivered and as many runs ended as expected, or nothing happens any more. */
    private Scrape awaitTheEnd(Visitors visitors, Expectations expected) throws InterruptedException {
        Instant until = clock.instant().plus(PATIENCE);
        long known = 0;
        while (true) {
            Scrape scrape = Scrape.parse(visitors.get(management + "/metrics"));
            long happened = Summary.attempts(scrape, "delivered") + Summary.attempts(scrape, "retry");
            if (happened > known) {
                known = happened;
                until = clock.instant().plus(PATIENCE);
            }
            boolean decided = expected.decisions().entrySet().stream()
                    .allMatch(entry -> Summary.decisions(scrape, entry.getKey()) >= entry.getValue());
            boolean delivered = Summary.attempts(scrape, "delivered") >= expected.allMessages();
            if (decided && delivered || clock.instant().isAfter(until)) {
                return scrape;
            }
            pause(LOOK_EVERY);
        }
    }

    /** Sums can agree by chance; ids cannot. */
    private void byId(Visitors visitors, Findings findings, Expectations expected, Scrape end)
            throws InterruptedException {
        Set<String> atGateway = deliveredIds(visitors);
        List<Ledger.Line> lines = simulator.ledger().lines();
        Set<String> atSimulator = lines.stream()
                .filter(line -> line.taken() > 0)
                .map(Ledger.Line::id)
                .collect(Collectors.toSet());
        long twice = lines.stream().filter(line -> line.taken() > 1).count();
        findings.holds("the gateway and the ESP name the same messages", atGateway.equals(atSimulator));
        findings.compare("messages the ESP took", expected.allMessages(), atSimulator.size());
        findings.compare("messages the ESP took twice", 0, twice);
        findings.compare(
                "requests the ESP counted against attempts in /metrics",
                simulator.ledger().totals().requests(),
                Summary.attempts(end, "delivered") + Summary.attempts(end, "retry"));
        console.print(Text.of(
                "  by id                %d messages delivered as the gateway says, %d taken as the ESP says, %s",
                atGateway.size(),
                atSimulator.size(),
                atGateway.equals(atSimulator) && twice == 0 ? "the same ones, each once" : "NOT the same"));
    }

    private Set<String> deliveredIds(Visitors visitors) throws InterruptedException {
        JsonReader reader = new JsonReader(JsonLimits.DEFAULT);
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            String page = visitors.get(management + "/v1/deliveries?status=delivered&limit=" + PAGE + cursor);
            if (!(reader.read(page.getBytes(StandardCharsets.UTF_8)) instanceof JsonResult.Read(Map<?, ?> list))) {
                throw new IllegalStateException("the list of deliveries cannot be read");
            }
            for (Object item : list.get("items") instanceof List<?> items ? items : List.of()) {
                ids.add(String.valueOf(((Map<?, ?>) item).get("message_id")));
            }
            Object next = list.get("next");
            cursor = next == null ? "" : "&cursor=" + URLEncoder.encode(next.toString(), StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return ids;
    }

    private static void pause(Duration duration) throws InterruptedException {
        if (duration.isPositive()) {
            Waiting.pass(duration);
        }
    }
}
