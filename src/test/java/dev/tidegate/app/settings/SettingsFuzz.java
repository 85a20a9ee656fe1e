package dev.tidegate.app.settings;

import dev.tidegate.app.settings.yaml.Cursor;
import dev.tidegate.app.settings.yaml.Problem;
import dev.tidegate.app.settings.yaml.Problems;
import dev.tidegate.app.settings.yaml.Substitution;
import dev.tidegate.app.settings.yaml.YamlParser;
import dev.tidegate.app.settings.yaml.YamlValue;
import dev.tidegate.fuzz.FuzzTarget;
import dev.tidegate.source.catalog.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of the settings: whatever stands there, there are settings or problems with a place, and no problem tells what a
 * variable holds.
 *
 * <p>An input is the number of a file, then its text.
 */
public final class SettingsFuzz implements FuzzTarget {
    private static final String SECRET = "Kenn.Wort-7";
    private static final List<SettingsFile<?>> FILES = List.of(
            GatewayFile.FILE,
            SourcesFile.with(Sources::prepare),
            DestinationsFile.FILE,
            TriggersFile.with(new dev.tidegate.trigger.TriggerExpressions()),
            QualityFile.FILE);

    private final Substitution substitution = new Substitution(name -> SECRET, Path.of("nowhere"));
    private final SettingsReader reader = new SettingsReader(name -> SECRET, Sources::prepare);

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        SettingsFile<?> file = FILES.get((input[0] & 0xFF) % FILES.size());
        // this machine's own files are not to be looked into, and a secret that stands there as a name is told as a
        // name
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8)
                .replace("file:", "fill:")
                .replace(SECRET, "");
        Problems problems = new Problems();
        YamlValue tree = YamlParser.parse(file.name(), text, problems);
        if (tree != null
                && file.shape().read(Cursor.top(tree, problems, substitution)).isEmpty()
                && problems.isEmpty()) {
            throw new AssertionError("neither settings nor problems");
        }
        problems.list().forEach(SettingsFuzz::check);
        if (reader.readTriggersText(text, List.of("klaviyo")) instanceof TriggersResult.Faulty(List<Problem> faults)) {
            faults.forEach(SettingsFuzz::check);
        }
    }

    private static void check(Problem problem) {
        if (problem.at().line() < 1
                || problem.at().column() < 1
                || problem.what().isBlank()
                || problem.toString().contains(SECRET)
                || problem.toString().lines().count() != 1) {
            throw new AssertionError(problem.toString());
        }
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < FILES.size(); i++) {
            String text = example(FILES.get(i).name());
            seeds.add(((char) i + text).getBytes(StandardCharsets.UTF_8));
        }
        return seeds;
    }

    /** With its commented lines, less the words. */
    private static String example(String file) {
        try {
            return Files.readString(Path.of("config").resolve(file))
                    .replaceAll("(?m)^#(?= {2})", "")
                    .replaceAll("(?m) *#.*$", "")
                    .replaceAll("\n{2,}", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
