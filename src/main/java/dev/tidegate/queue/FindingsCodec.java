package dev.tidegate.queue;

import dev.tidegate.domain.Finding;
import dev.tidegate.json.JsonWriter;
import dev.tidegate.json.Stored;
import java.util.ArrayList;
import java.util.List;

/** What was found about an event's customer, as it is stored: each rule and its words one after the other. */
final class FindingsCodec {
    private FindingsCodec() {}

    static byte[] encode(List<Finding> findings) {
        List<String> texts = new ArrayList<>();
        findings.forEach(finding -> {
            texts.add(finding.rule().label());
            texts.add(finding.detail());
        });
        return new JsonWriter(256)
                .startObject()
                .name("found")
                .value(texts)
                .endObject()
                .toBytes();
    }

    static List<Finding> decode(byte[] json) {
        List<String> texts = Stored.read(json).texts("found");
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i + 1 < texts.size(); i += 2) {
            findings.add(new Finding(Finding.Rule.of(texts.get(i)), texts.get(i + 1)));
        }
        return findings;
    }
}
