package dev.parley.transcription;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.parley.transcription", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule features_form_no_circle =
            slices().matching("dev.parley.transcription.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_upstream_knows_nobody_of_this_house = noClasses()
            .that()
            .resideInAPackage("..upstream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..session..", "..clientsecret..", "..problem..");

    @ArchTest
    static final ArchRule sessions_and_keys_do_not_know_each_other = noClasses()
            .that()
            .resideInAPackage("..session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..clientsecret..", "..problem..");

    @ArchTest
    static final ArchRule a_session_is_free_of_the_transport = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.session\\.(TranscriptionSession|SessionState.*|Uplink.*|AudioBuffer|Turns|Overflow)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.vertx.core.http..", "io.vertx.core.net..");

    @ArchTest
    static final ArchRule only_the_upstream_package_opens_upstream_sockets = noClasses()
            .that()
            .resideOutsideOfPackage("..upstream..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.vertx.core.http.WebSocketClient");

    @ArchTest
    static final ArchRule only_the_mint_uses_the_rest_client = noClasses()
            .that()
            .doNotHaveSimpleName("ClientSecrets")
            .and()
            .doNotHaveSimpleName("Mint")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("RealtimeRestClient");
}
