package org.tokentail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import java.util.Set;

/** Data flows one way (docs/ARCHITECTURE.md). */
@AnalyzeClasses(packages = "org.tokentail", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule theValuesOfTheLogUseNothing = onlyDependOn("log", "log");

  @ArchTest
  static final ArchRule theJournalKnowsNoWriters =
      onlyDependOn("journal", "journal", "admission", "rollup", "log", "config");

  @ArchTest
  static final ArchRule writersUseTheJournal =
      onlyDependOn("write", "write", "journal", "log", "config");

  @ArchTest
  static final ArchRule streamUsesJournalLogAndStats =
      onlyDependOn(
          "stream",
          "stream",
          "stream.page",
          "stream.event",
          "stream.output",
          "journal",
          "log",
          "stats",
          "security",
          "server",
          "config");

  @ArchTest
  static final ArchRule pagesKnowNothingOfWhatTheyHold = onlyDependOn("stream.page", "stream.page");

  @ArchTest
  static final ArchRule eventsKnowNothingOfHowTheyAreSent =
      onlyDependOn("stream.event", "stream.event", "journal", "log");

  @ArchTest
  static final ArchRule outletsKnowNothingOfTheFeed =
      onlyDependOn("stream.output", "stream.output", "stream.event", "server");

  @ArchTest
  static final ArchRule queryUsesJournalLogAndStats =
      onlyDependOn("query", "query", "admission", "journal", "log", "stats", "server", "config");

  @ArchTest
  static final ArchRule statsUsesJournalRollupsAndLog =
      onlyDependOn("stats", "stats", "admission", "journal", "rollup", "log", "config");

  @ArchTest
  static final ArchRule admissionKnowsNoDatabase =
      onlyDependOn("admission", "admission", "log", "server", "config");

  @ArchTest
  static final ArchRule rollupsKnowTheRecordsOnly = onlyDependOn("rollup", "rollup", "log");

  @ArchTest
  static final ArchRule retentionUsesTheJournal =
      onlyDependOn("retention", "retention", "admission", "journal", "log", "config");

  @ArchTest
  static final ArchRule ingestKnowsWritersOnly =
      onlyDependOn("ingest", "ingest", "write", "log", "config");

  @ArchTest
  static final ArchRule pricesUseWritersAndJournal =
      onlyDependOn("price", "price", "write", "journal", "log", "config");

  @ArchTest
  static final ArchRule onlyTheEdgesKnowPrices =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.tokentail.price",
              "org.tokentail.ingest",
              "org.tokentail.gateway..",
              "org.tokentail.web")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.tokentail.price");

  @ArchTest
  static final ArchRule demoKnowsWritersOnly =
      onlyDependOn("demo", "demo", "write", "log", "config");

  @ArchTest
  static final ArchRule securityKnowsNoFeature =
      onlyDependOn("security", "security", "journal", "log", "config");

  @ArchTest
  static final ArchRule theGatewayKnowsNoJournal =
      onlyDependOn(
          "gateway",
          "gateway",
          "gateway.caller",
          "gateway.channel",
          "gateway.record",
          "gateway.usage",
          "gateway.bodies",
          "log",
          "security",
          "server",
          "config");

  @ArchTest
  static final ArchRule theCallersSideKnowsNoProvider =
      onlyDependOn("gateway.caller", "gateway.caller", "server");

  @ArchTest
  static final ArchRule channelsKnowNoCalls =
      onlyDependOn("gateway.channel", "gateway.channel", "gateway.usage", "log", "config");

  @ArchTest
  static final ArchRule recordsOfCallsKnowNoConnections =
      onlyDependOn(
          "gateway.record", "gateway.record", "gateway.channel", "gateway.usage", "write", "log");

  @ArchTest
  static final ArchRule readersKnowOnlyTheValuesOfTheLog =
      onlyDependOn("gateway.usage", "gateway.usage", "log");

  @ArchTest
  static final ArchRule bodiesHaveATableOfTheirOwn =
      onlyDependOn(
          "gateway.bodies",
          "gateway.bodies",
          "gateway.record",
          "admission",
          "journal",
          "log",
          "server",
          "config");

  @ArchTest static final ArchRule serverConnectionsKnowNothing = onlyDependOn("server", "server");

  @ArchTest static final ArchRule configUsesNothing = onlyDependOn("config", "config");

  @ArchTest
  static final ArchRule bodiesAreReadWithoutKnowingThem =
      onlyDependOn("web.intake", "web.intake", "web", "security", "server", "log", "config");

  @ArchTest
  static final ArchRule nobodyUsesTheEdges =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.tokentail.ingest", "org.tokentail.gateway..", "org.tokentail.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.tokentail.ingest", "org.tokentail.gateway..", "org.tokentail.web..");

  /** Otherwise a connection of the operator's pool is drawn into the container's transaction. */
  @ArchTest
  static final ArchRule noTransactionsOfTheContainers =
      classes()
          .that()
          .areAnnotatedWith(Singleton.class)
          .should()
          .beAnnotatedWith(TransactionManagement.class);

  @ArchTest static final ArchRule systemLogger = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction onlyDependOn(
      String from, String... allowed) {
    Set<String> names = Set.of(allowed);
    return classes()
        .that()
        .resideInAPackage("org.tokentail." + from)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are outside Tokentail or in " + names,
                target ->
                    !isTokentail(target) || names.stream().anyMatch(name -> isIn(target, name))));
  }

  private static boolean isTokentail(JavaClass type) {
    return type.getPackageName().startsWith("org.tokentail");
  }

  private static boolean isIn(JavaClass type, String name) {
    return type.getPackageName().equals("org.tokentail." + name);
  }
}
