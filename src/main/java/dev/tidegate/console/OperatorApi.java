package dev.tidegate.console;

import java.util.List;
import java.util.stream.Stream;

/** All that the operator API offers. */
public final class OperatorApi {
    private final List<ApiRoute> routes;

    public OperatorApi(
            EventLookup events,
            QuarantineList quarantine,
            DeliveryOperations deliveries,
            Customers customers,
            Controls controls) {
        Configured configured = controls.configured();
        this.routes = Stream.of(
                        new EventPages(events, quarantine, deliveries).routes(),
                        new DeliveryPages(deliveries, configured).routes(),
                        new ProfilePages(customers, deliveries, configured).routes(),
                        new ConsentPages(customers).routes(),
                        new RestorePages(customers).routes(),
                        new UnmergePages(customers, configured).routes(),
                        new PrivacyPages(customers, deliveries).routes(),
                        new PrivacyRequestPages(customers).routes(),
                        new ConfigPages(controls).routes(),
                        new TriggerPages(controls).routes(),
                        new SegmentPages(controls).routes(),
                        new DestinationPages(controls.destinations()).routes(),
                        new HookPages(controls.hooks()).routes(),
                        new BacktestPages(controls.backtests()).routes(),
                        new ReplayPages(controls.replays()).routes(),
                        new SourcePages(controls).routes())
                .flatMap(List::stream)
                .toList();
    }

    List<ApiRoute> routes() {
        return routes;
    }
}
