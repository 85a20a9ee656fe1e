package dev.tidegate.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The list of the fixtures that lies beside them: a table of files for each folder, and for vectors how many there are in each. */
record Manifest(Map<String, List<Row>> folders) {
    private static final Pattern CASES = Pattern.compile("(\\d+) verification cases");

    /** @param text the whole row, whose last cell tells what the file is good for */
    record Row(String file, String text) {}

    static Manifest read(byte[] markdown) {
        Map<String, List<Row>> folders = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (String line : new String(markdown, StandardCharsets.UTF_8).lines().toList()) {
            if (line.startsWith("## ")) {
                rows = new ArrayList<>();
                folders.put(line.substring(3).strip(), rows);
            } else if (line.startsWith("| ") && !line.startsWith("| file |")) {
                rows.add(new Row(line.split("\\|", -1)[1].strip(), line));
            }
        }
        return new Manifest(folders);
    }

    /** How much there is of a suite: files of a folder, vectors of {@code signatures/NAME}, or the one file of that name. */
    int count(String suite) {
        int slash = suite.lastIndexOf('/');
        List<Row> files = folders.get(suite);
        if (files != null) {
            return files.size();
        }
        String name = suite.substring(slash + 1);
        for (Row row : folders.getOrDefault(suite.substring(0, slash), List.of())) {
            Matcher cases = CASES.matcher(row.text);
            if (row.file.equals(name + ".json") && cases.find()) {
                return Integer.parseInt(cases.group(1));
            }
        }
        throw new AssertionError(suite + " is not in the manifest of the fixtures");
    }
}
