package dev.tidegate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** The design's rules that a compiler does not know: who may import whom, and what a class may be called. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    static final String ROOT = "dev.tidegate";

    /** Which features each feature may use, beside itself; of another one only what stands in its top package. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("ingest", Set.of("domain", "json", "profile", "queue", "source", "telemetry")),
            Map.entry("source", Set.of("domain", "expression", "json", "telemetry")),
            Map.entry("quality", Set.of("domain", "expression", "json")),
            Map.entry("profile", Set.of("domain", "json", "redis")),
            Map.entry("trigger", Set.of("domain", "expression", "json", "profile")),
            Map.entry("queue", Set.of("domain", "json", "profile", "redis", "telemetry", "trigger")),
            Map.entry("completion", Set.of("connector", "domain", "json", "queue", "source", "telemetry")),
            Map.entry("segment", Set.of("domain", "json", "profile", "redis", "telemetry", "trigger")),
            Map.entry("archive", Set.of("domain", "json", "telemetry")),
            Map.entry("backtest", Set.of("archive", "domain", "json", "profile", "trigger")),
            Map.entry("delivery", Set.of("connector", "domain", "json", "redis", "telemetry")),
            Map.entry("connector", Set.of("domain", "json")),
            Map.entry("outcome", Set.of("domain", "json", "redis")),
            Map.entry(
                    "console",
                    Set.of(
                            "backtest",
                            "delivery",
                            "domain",
                            "json",
                            "profile",
                            "queue",
                            "redis",
                            "segment",
                            "source",
                            "telemetry",
                            "trigger")),
            Map.entry("redis", Set.of("domain", "telemetry")),
            Map.entry("telemetry", Set.of("domain")),
            Map.entry("expression", Set.of("domain")),
            Map.entry("json", Set.of("domain")),
            Map.entry("domain", Set.of()));

    /** Packages below a feature's top that are meant for others too. */
    private static final Set<String> OPEN = Set.of(ROOT + ".connector.http", ROOT + ".connector.mail");

    /** {@code app} builds every object, so it may use all. */
    private static final String WIRING = "app";

    private static final Pattern BANNED_NAME = Pattern.compile(".*(Impl|Manager|Helper|Utils?|Base|Common|Misc)");
    private static final Pattern JSON_NAME = Pattern.compile(".*(Reader|Writer|Codec)");

    @ArchTest
    static final ArchRule features_follow_the_arrows = classes()
            .that()
            .resideOutsideOfPackage(ROOT + "." + WIRING + "..")
            .should(followTheArrows())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);

    /** All but {@code connector.http}, which they share. */
    @ArchTest
    static final ArchRule connector_packages_do_not_know_each_other = slices().matching(ROOT + ".connector.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(ROOT + ".connector.."), resideInAPackage(ROOT + ".connector.http.."))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule connector_classes_do_not_know_each_other = classes()
            .that(areConcreteConnectors())
            .should(notUseAnotherConnector())
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule the_domain_is_plain_java = classes()
            .that()
            .resideInAPackage(ROOT + ".domain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".domain..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule json_stops_at_the_door = noClasses()
            .that(DescribedPredicate.describe(
                    "are not (in) a …Reader, …Writer or …Codec",
                    type -> !JSON_NAME.matcher(outermost(type).getSimpleName()).matches()))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.json..", "com.fasterxml.jackson..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule names_are_roles =
            noClasses().should().haveNameMatching(BANNED_NAME.pattern()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothing_static_changes =
            fields().that().areStatic().should(beFinalAndNoPublicArray()).allowEmptyShould(true);

    @ArchTest
    static final ArchRule packages_are_null_marked =
            classes().should(resideInANullMarkedPackage()).allowEmptyShould(true);

    private static ArchCondition<JavaClass> followTheArrows() {
        return new ArchCondition<>("follow the arrows between features") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String from = feature(type);
                if (!ARROWS.containsKey(from)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in a package that the table of arrows does not name"));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(ROOT) && !mayUse(from, target)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean mayUse(String from, JavaClass target) {
        String to = feature(target);
        boolean isOpen = target.getPackageName().equals(ROOT + "." + to) || OPEN.contains(target.getPackageName());
        return to.equals(from) || (ARROWS.getOrDefault(from, Set.of()).contains(to) && isOpen);
    }

    private static DescribedPredicate<JavaClass> areConcreteConnectors() {
        return DescribedPredicate.describe("are connectors of one provider", ArchitectureTest::isConcreteConnector);
    }

    private static boolean isConcreteConnector(JavaClass type) {
        return type.getPackageName().startsWith(ROOT + ".connector")
                && type.getSimpleName().endsWith("Connector")
                && !type.isInterface();
    }

    private static ArchCondition<JavaClass> notUseAnotherConnector() {
        return new ArchCondition<>("not use another provider's connector") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isConcreteConnector(dependency.getTargetClass()))
                        .filter(dependency -> !dependency.getTargetClass().equals(type))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaField> beFinalAndNoPublicArray() {
        return new ArchCondition<>("be final, and no public array") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean isPublicArray = field.getModifiers().contains(JavaModifier.PUBLIC)
                        && field.getRawType().isArray();
                if (!field.getModifiers().contains(JavaModifier.FINAL) || isPublicArray) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is static and can change"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getPackageName() + " has no package-info that is @NullMarked"));
                }
            }
        };
    }

    private static String feature(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
