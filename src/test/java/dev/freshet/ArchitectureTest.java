package dev.freshet;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.beAnnotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the code: data flows one way, decisions are pure, Camel stays at the edge. */
@AnalyzeClasses(packages = "dev.freshet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int LONGEST_CLASS = 250;

    /** A cron expression is checked by the very class that will read it. */
    @ArchTest
    static final ArchRule only_the_bridge_knows_camel = noClasses()
            .that()
            .resideOutsideOfPackage("dev.freshet.camel..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.apache.camel..", "org.quartz..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(org.quartz.CronExpression.class))));

    @ArchTest
    static final ArchRule the_nouns_depend_on_nothing_of_ours = mayUse("document");

    @ArchTest
    static final ArchRule a_source_knows_the_nouns_only = mayUse("source", "document");

    @ArchTest
    static final ArchRule outages_know_nothing_of_ours = mayUse("remote");

    @ArchTest
    static final ArchRule extraction_knows_the_nouns_and_outages = mayUse("extract", "document", "remote");

    /** The tokenizer counts, because a chunk longer than the model reads would lose its tail in silence. */
    @ArchTest
    static final ArchRule chunking_knows_the_nouns_and_the_tokenizer = mayUse("chunk", "document", "embed");

    @ArchTest
    static final ArchRule chunking_knows_nothing_else_of_embedding = noClasses()
            .that()
            .resideInAPackage("dev.freshet.chunk..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.freshet.embed..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("Tokenizer")
                            .or(JavaClass.Predicates.simpleName("Tokens"))
                            .or(JavaClass.Predicates.simpleName("Embedder")))));

    /** The rows of the state are what it compares with. */
    @ArchTest
    static final ArchRule deciding_knows_the_nouns_and_what_is_known = mayUse("change", "document", "state");

    @ArchTest
    static final ArchRule deciding_does_no_input_or_output = noClasses()
            .that()
            .resideInAPackage("dev.freshet.change..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.io..", "java.nio..", "java.net..", "java.sql..", "org.jdbi..", "org.slf4j..")
                    .or(resideInAPackage("dev.freshet.state..")
                            .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("DocumentRow")))));

    @ArchTest
    static final ArchRule a_server_is_reached_without_knowing_what_for = mayUse("postgres");

    @ArchTest
    static final ArchRule the_state_knows_the_nouns_and_servers = mayUse("state", "document", "postgres");

    /** The cache of vectors is part of the state. */
    @ArchTest
    static final ArchRule embedding_knows_the_state = mayUse("embed", "document", "remote", "state");

    /** A search embeds its query; a write moves store and state together. */
    @ArchTest
    static final ArchRule the_store_comes_after_embedding =
            mayUse("store", "document", "embed", "postgres", "remote", "state");

    /** It cuts and embeds for two sets of vectors, and knows which of them answers. */
    @ArchTest
    static final ArchRule a_migration_ends_before_the_pass =
            mayUse("migration", "chunk", "document", "embed", "state", "store");

    @ArchTest
    static final ArchRule a_pass_knows_no_stage = mayUse("pass", "document", "change", "state");

    /** A pass asks it before it begins. */
    @ArchTest
    static final ArchRule verifying_comes_after_the_store =
            mayUse("verify", "document", "pass", "remote", "state", "store");

    @ArchTest
    static final ArchRule a_copy_goes_from_store_to_store = mayUse("copy", "document", "state", "store");

    @ArchTest
    static final ArchRule a_plan_ends_before_the_store = mayUse("plan", "document", "embed");

    @ArchTest
    static final ArchRule options_know_what_routes_may_use = mayUse("config", "rights");

    @ArchTest
    static final ArchRule what_routes_may_use_is_a_list = mayUse("rights");

    @ArchTest
    static final ArchRule a_check_runs_nothing = mayUse("check", "config", "rights");

    @ArchTest
    static final ArchRule the_bridge_leaves_the_stages_to_the_routes = mayUse(
            "camel", "api", "change", "config", "document", "pass", "remote", "report", "rights", "source", "state");

    /** The parts of a service see the whole by this alone. */
    @ArchTest
    static final ArchRule the_running_service_is_seen_through_its_passes =
            mayUse("service", "config", "pass", "document", "change", "state");

    @ArchTest
    static final ArchRule reports_read_state_and_store =
            mayUse("report", "copy", "document", "state", "store", "verify");

    @ArchTest
    static final ArchRule answers_know_nothing_of_their_server = mayUse(
            "api", "config", "document", "pass", "remote", "report", "service", "state", "store", "verify", "webhook");

    /** So that no alert and no figure can harm a sync. */
    @ArchTest
    static final ArchRule health_only_looks =
            mayUse("health", "api", "config", "document", "pass", "remote", "report", "service", "state", "store");

    @ArchTest
    static final ArchRule signatures_know_nothing_of_ours = mayUse("webhook");

    @ArchTest
    static final ArchRule only_main_uses_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackage("dev.freshet.cli..")
            .and()
            .doNotHaveFullyQualifiedName("dev.freshet.Main")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.freshet.cli..");

    /** {@code Main}, the entry, is the one class of the top package that the rest of it must not meet. */
    @ArchTest
    static final ArchRule packages_have_no_cycles =
            SlicesRuleDefinition.slices().matching("dev.freshet.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothing_but_the_command_line_uses_what_puts_it_together = noClasses()
            .that()
            .resideOutsideOfPackages("dev.freshet", "dev.freshet.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.freshet");

    @ArchTest
    static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveNameMatching(".*\\.(.*(Util|Utils|Helper|Manager|Impl)|Abstract.*|I[A-Z][a-z].*er)");

    @ArchTest
    static final ArchRule packages_are_words_that_a_user_can_say =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..manager..");

    @ArchTest
    static final ArchRule nothing_prints_behind_the_command_lines_back =
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule logging_goes_one_way = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    /** Quartz and the reader of sitemaps know no other. */
    @ArchTest
    static final ArchRule no_dates_of_the_last_century_but_for_libraries = noClasses()
            .that(DescribedPredicate.not(JavaClass.Predicates.simpleName("SourceJobs")
                    .or(JavaClass.Predicates.simpleName("SetBack"))
                    .or(JavaClass.Predicates.simpleName("Timetable"))
                    .or(JavaClass.Predicates.simpleName("Sitemap"))))
            .should()
            .dependOnClassesThat(resideInAPackage("java.util")
                    .and(JavaClass.Predicates.simpleName("Date")
                            .or(JavaClass.Predicates.simpleName("Calendar"))
                            .or(JavaClass.Predicates.simpleName("TimeZone"))));

    @ArchTest
    static final ArchRule every_package_is_null_marked =
            classes().that().haveSimpleName("package-info").should(beAnnotatedWith(NullMarked.class));

    /** Classes of {@code dev.freshet.NAME} use only these of our packages, and their own. */
    private static ArchRule mayUse(String name, String... others) {
        String[] allowed = Stream.concat(Stream.of(name), Stream.of(others))
                .map(other -> "dev.freshet." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("dev.freshet." + name + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.freshet..").and(DescribedPredicate.not(resideInAnyPackage(allowed))));
    }

    @Test
    void every_package_says_what_it_is_for() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();

            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                            .content()
                            .startsWith("/**"));
        }
    }

    @Test
    void every_class_fits_a_readers_head() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThan(LONGEST_CLASS));
        }
    }
}
