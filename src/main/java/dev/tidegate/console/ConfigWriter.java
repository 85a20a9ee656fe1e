package dev.tidegate.console;

import dev.tidegate.domain.Timestamps;
import dev.tidegate.json.JsonWriter;
import java.util.List;
import java.util.Map;

/** Writes what operators are answered about the configuration. */
final class ConfigWriter {
    private ConfigWriter() {}

    /** The settings in force by file, and which version that is. */
    static byte[] config(Configured configured) {
        JsonWriter out = new JsonWriter(4_096).startObject();
        version(out, configured.version());
        configured.shown().forEach((file, settings) -> out.name(file).value(settings));
        return out.endObject().toBytes();
    }

    static byte[] reloaded(ConfigVersion version) {
        JsonWriter out = new JsonWriter(256).startObject();
        out.name("status").value("reloaded");
        version(out, version);
        return out.endObject().toBytes();
    }

    /** A problem that names each fault. */
    static byte[] faults(int status, List<String> faults) {
        JsonWriter out = new JsonWriter(1_024).startObject();
        out.name("type").value("urn:tidegate:problem:faulty-configuration");
        out.name("title").value("The new configuration is faulty");
        out.name("status").value(status);
        out.name("detail").value("Correct what faults names. Until then the running version stays in force.");
        out.name("faults").value(faults);
        return out.endObject().toBytes();
    }

    static byte[] schema(Map<String, Object> schema) {
        return JsonWriter.bytesOf(schema);
    }

    private static void version(JsonWriter out, ConfigVersion version) {
        out.name("version").value(version.digest());
        out.name("loaded_at").value(Timestamps.format(version.loadedAt()));
        out.name("needs_restart").value(version.needRestart());
    }
}
