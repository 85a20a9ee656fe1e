package dev.tidegate.console;

import dev.tidegate.trigger.SegmentSettings;
import dev.tidegate.trigger.TriggerSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is configured at the moment. */
public interface Configured {
    List<TriggerSettings> triggers();

    List<SegmentSettings> segments();

    /** The names of all sources. */
    Set<String> sources();

    /** The names of all destinations. */
    Set<String> destinations();

    ConfigVersion version();
    /** The spaces in which the sources' customer ids count. */
    Set<String> idSpaces();

    /** All settings in force, by file, as plain values with secrets masked. */
    Map<String, Object> shown();
}
